import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { ReasonBody } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import styles from "./ReachPanel.module.css";

/** A rule in the way: what it found, where it comes from, until when, and on demand what it means. */
export function Reason({ reason }: { reason: ReasonBody }) {
  const { t } = useTranslation("borrower");
  const writer = useWriter();
  const [explained, setExplained] = useState(false);
  return (
    <li>
      <p>{reason.message}</p>
      <p className={styles.source}>
        <code>{reason.ruleId}</code> · {reason.citation}
        {reason.until && <> · {t("reach.until", { when: writer.moment(reason.until) })}</>}
      </p>
      {explained ? (
        <Explanation ruleId={reason.ruleId} />
      ) : (
        <button type="button" className={styles.explain} onClick={() => setExplained(true)}>
          {t("reach.explain")}
        </button>
      )}
    </li>
  );
}

/** What a rule means, in plain words. */
export function Explanation({ ruleId }: { ruleId: string }) {
  const { data, error } = useQuery({
    queryKey: ["rules", ruleId],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/guard/rules/{ruleId}", { params: { path: { ruleId } }, signal });
      return (await answered(call)).data;
    },
  });
  if (error) return <Trouble error={error} />;
  if (!data) return <Loading lines={2} />;
  return (
    <div className={styles.explanation}>
      <strong>{data.title}</strong>
      <p>{data.explanation}</p>
    </div>
  );
}
