import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isRecord } from "../../api/refusal";
import type { DecisionBody, Interaction } from "../../api/schema";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { Reason } from "../borrower/Reason";
import { decisionsAsked } from "./asked";
import styles from "./GuardDecisions.module.css";
import { reasonsOf } from "./reasons";

/** What Compliance Guard decided about this contact, each time it was asked. */
export function GuardDecisions({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation("interaction");
  const { data, error, refetch } = useQuery(decisionsAsked(interaction.id));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={3} />;
  if (data.length > 0) {
    return (
      <ul className={styles.decisions}>
        {data.map((decision) => (
          <Decision key={decision.id} decision={decision} />
        ))}
      </ul>
    );
  }
  return (
    <Empty title={t("guard.none")} icon={ShieldCheck}>
      <p>{t(interaction.isExternal ? "guard.external" : "guard.noneHelp")}</p>
    </Empty>
  );
}

function Decision({ decision }: { decision: DecisionBody }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  const reasons = reasonsOf(isRecord(decision.decision) ? decision.decision.reasons : null);
  return (
    <li className={styles.decision}>
      <p className={styles.outcome} data-outcome={decision.outcome}>
        {label("GuardOutcome", decision.outcome)}
        <span>{label("DecisionPhase", decision.phase)}</span>
        <time dateTime={decision.at} title={writer.exact(decision.at)}>
          {writer.moment(decision.at)}
        </time>
      </p>
      <ul>
        {reasons.map((reason) => (
          <Reason key={reason.ruleId + reason.message} reason={reason} />
        ))}
      </ul>
      <p className={styles.book}>{t("guard.book", { book: decision.rulebookVersion, id: decision.id })}</p>
    </li>
  );
}
