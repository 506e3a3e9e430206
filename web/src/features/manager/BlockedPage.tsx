import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { Interaction } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { ChannelMark } from "../interaction/ChannelMark";
import { GuardDecisions } from "../interaction/GuardDecisions";
import { BorrowerLink } from "./BorrowerLink";
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
  const { t } = useTranslation("manager");
  const interaction = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <ChannelMark channel={row.channel} direction={row.direction} />
        <div className={styles.told}>
          <p className={styles.first}>
            {row.personId && <BorrowerLink personId={row.personId} interactionId={row.id} />}
            <span>{label("Theme", row.theme)}</span>
            <span>{row.createdBy.name}</span>
            <time dateTime={row.createdAt} title={writer.exact(row.createdAt)}>
              {writer.moment(row.createdAt)}
            </time>
          </p>
          <p className={styles.preview}>
            {row.complianceGuardRuleId && <code>{row.complianceGuardRuleId}</code>}
            {row.locked ? interaction.t("lockedShort") : row.preview}
          </p>
        </div>
        <Button variant="default" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "hide" : "explain")}
        </Button>
      </div>
      {open && (
        <div className={styles.content}>
          <GuardDecisions interaction={row} />
        </div>
      )}
    </li>
  );
}
