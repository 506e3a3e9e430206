import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { Verdict } from "../../api/schema";
import { VerdictWords } from "../borrower/ContactStrip";
import styles from "./Draft.module.css";
import type { DraftWords, WrittenChannel } from "./kept";

/** Whether this very message might go now; asked anew when what it is about or whom it goes to changes. */
export function useAnswer(
  personId: string,
  channel: WrittenChannel,
  { theme, contactId }: DraftWords,
): UseQueryResult<Verdict> {
  return useQuery({
    queryKey: ["person", personId, "contactability", channel, theme, contactId],
    queryFn: async ({ signal }) => {
      const params = { path: { personId } };
      const body = { channel, theme, ...(contactId && { contactId }) };
      return (await answered(api.POST("/api/people/{personId}/can-interact", { params, body, signal }))).data;
    },
    refetchInterval: 60_000,
  });
}

export function Answer({ answer: { data } }: { answer: UseQueryResult<Verdict> }) {
  const { t } = useTranslation("borrower");
  if (!data) return null;
  return (
    <div className={styles.answer} data-outcome={data.outcome} role="status">
      <span>{t("draft.guard")}</span>
      <strong>
        <VerdictWords of={data} />
      </strong>
      {data.precondition && <p>{data.precondition.message}</p>}
      {data.reasons.map(({ ruleId, message }) => (
        <p key={ruleId + message}>{message}</p>
      ))}
    </div>
  );
}
