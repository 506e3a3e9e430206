import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { Interaction } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { useLabel } from "../../words/vocabulary";
import { GuardDecisions } from "../interaction/GuardDecisions";
import { BorrowerLink } from "./BorrowerLink";
import { ExplainedRow } from "./ExplainedRow";
import { GrowingList } from "./GrowingList";
import styles from "./Manager.module.css";
import { useMore } from "./more";

/** What Compliance Guard did not let go out. */
export default function BlockedPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("place.blocked"));
  const list = useMore(["interactions", "blocked"], (page, signal) => {
    const query = {
      ...page,
      statusDetails: ["blockedByComplianceGuard"],
      sortBy: ["-createdAt"],
      view: "card" as const,
    };
    return answered(api.GET("/api/interactions", { params: { query }, signal }));
  });
  return (
    <section className={styles.panel} aria-label={t("place.blocked")}>
      <p className={styles.lead}>{t("blocked.help")}</p>
      <GrowingList
        list={list}
        label={t("place.blocked")}
        none={t("blocked.none")}
        noneHelp={t("blocked.noneHelp")}
        keyOf={({ id }) => id}
        shown={(row) => <Blocked row={row} />}
      />
    </section>
  );
}

function Blocked({ row }: { row: Interaction }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  return (
    <ExplainedRow
      channel={row.channel}
      direction={row.direction}
      facts={
        <>
          {row.personId && <BorrowerLink personId={row.personId} interactionId={row.id} />}
          <span>{label("Theme", row.theme)}</span>
          <span>{row.createdBy.name}</span>
        </>
      }
      at={row.createdAt}
      ruleId={row.complianceGuardRuleId}
      preview={row.locked ? t("lockedShort") : row.preview}
      explained={() => <GuardDecisions interaction={row} />}
    />
  );
}
