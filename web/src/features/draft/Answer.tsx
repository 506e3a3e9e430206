import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { Channel, Subject, Theme, Verdict } from "../../api/schema";
import { useWriter } from "../../words/times";
import { VerdictWords } from "../borrower/ContactStrip";
import styles from "./Draft.module.css";

/** What the guard looks at in a draft. */
export interface Proposed {
  readonly theme?: Theme;
  readonly subject?: Subject;
  readonly contactId: string | null;
  readonly loanId: string | null;
}

/** Whether this very message might go now; asked anew when what it is about or whom it goes to changes. */
export function useAnswer(personId: string, channel: Channel, proposed: Proposed): UseQueryResult<Verdict> {
  return useQuery({
    queryKey: ["person", personId, "contactability", channel, proposed],
    queryFn: async ({ signal }) => {
      const { contactId, loanId, ...about } = proposed;
      const body = { channel, ...about, ...(contactId && { contactId }), ...(loanId && { loanId }) };
      const params = { path: { personId } };
      return (await answered(api.POST("/api/people/{personId}/can-interact", { params, body, signal }))).data;
    },
    refetchInterval: 60_000,
  });
}

/** The guard's word on it, and where only time is in the way, when it becomes allowed. */
export function Answer({ answer: { data }, id }: { answer: UseQueryResult<Verdict>; id: string }) {
  const { t } = useTranslation("draft");
  const writer = useWriter();
  if (!data) return null;
  return (
    <div className={styles.answer} data-outcome={data.outcome} role="status" id={id}>
      <span>{t("guard")}</span>
      <strong>
        <VerdictWords of={data} />
      </strong>
      {data.nextAllowedAt && <span className={styles.distance}>{writer.distance(data.nextAllowedAt)}</span>}
      {data.precondition && <p>{data.precondition.message}</p>}
      {data.reasons.map(({ ruleId, message }) => (
        <p key={ruleId + message}>{message}</p>
      ))}
    </div>
  );
}
