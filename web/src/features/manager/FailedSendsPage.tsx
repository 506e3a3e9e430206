import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { OutboxEntry, OutboxState } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { Refused } from "../../shell/Refused";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { phoneText } from "../borrower/name";
import { BorrowerLink } from "./BorrowerLink";
import { GrowingList } from "./GrowingList";
import styles from "./Manager.module.css";
import { useMore } from "./more";

const VIEWS = {
  failed: ["failed", "inDoubt"],
  retrying: ["retrying"],
  waiting: ["queued", "sending"],
} as const satisfies Record<string, readonly OutboxState[]>;

type View = keyof typeof VIEWS;

const RETRIED = new Set<OutboxState>(["failed", "inDoubt", "retrying"]);
const CALLED_OFF = new Set<OutboxState>(["queued", "retrying"]);

/** Messages that did not go, why, and a way to send them again. */
export default function FailedSendsPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("place.failed"));
  const [view, setView] = useState<View>("failed");
  const list = useMore(["outbox", view], (page, signal) => {
    const query = { ...page, state: [...VIEWS[view]] };
    return answered(api.GET("/api/outbox", { params: { query }, signal }));
  });
  return (
    <section className={styles.panel} aria-label={t("place.failed")}>
      <div className={styles.bar}>
        <p className={styles.lead}>{t("failed.help")}</p>
        <SegmentedControl
          size="xs"
          aria-label={t("failed.which")}
          data={(Object.keys(VIEWS) as View[]).map((value) => ({ value, label: t(`failed.view.${value}`) }))}
          value={view}
          onChange={(value) => setView(value as View)}
        />
      </div>
      <GrowingList
        list={list}
        label={t("place.failed")}
        none={t("failed.none")}
        noneHelp={t("failed.noneHelp")}
        keyOf={({ id }) => id}
        shown={(row) => <Entry row={row} />}
      />
    </section>
  );
}

function Entry({ row }: { row: OutboxEntry }) {
  const { t } = useTranslation("manager");
  const label = useLabel();
  const writer = useWriter();
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <div className={styles.told}>
          <p className={styles.first}>
            <BorrowerLink personId={row.personId} interactionId={row.interactionId} />
            <span>{phoneText(row.recipient)}</span>
            <span className={styles.state} data-state={row.state}>
              {label("OutboxState", row.state)}
            </span>
            <time
              dateTime={row.updatedAt ?? row.createdAt}
              title={writer.exact(row.updatedAt ?? row.createdAt)}
            >
              {writer.moment(row.updatedAt ?? row.createdAt)}
            </time>
          </p>
          <p className={styles.reason}>
            {[row.reasonShort, row.reasonLong].filter(Boolean).join(" – ")}
            {row.reasonCode && <code>{row.reasonCode}</code>}
          </p>
          <p className={styles.faint}>
            {t("failed.attempts", { count: row.attempts })}
            {CALLED_OFF.has(row.state) && ` · ${t("failed.next", { when: writer.moment(row.dueAt) })}`}
          </p>
        </div>
        <Acts row={row} />
      </div>
    </li>
  );
}

function Acts({ row }: { row: OutboxEntry }) {
  const { t } = useTranslation("manager");
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: async (what: "retry" | "cancel") => {
      const params = { path: { outboxId: row.id } };
      if (what === "retry") return answered(api.POST("/api/outbox/{outboxId}/retry", { params }));
      return answered(api.POST("/api/outbox/{outboxId}/cancel", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["outbox"] }),
  });
  return (
    <div className={styles.rowActs}>
      {RETRIED.has(row.state) && (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<RotateCw size={13} aria-hidden />}
          loading={act.isPending && act.variables === "retry"}
          onClick={() => act.mutate("retry")}
        >
          {t("failed.retry")}
        </Button>
      )}
      {CALLED_OFF.has(row.state) && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={act.isPending && act.variables === "cancel"}
          onClick={() => act.mutate("cancel")}
        >
          {t("failed.cancel")}
        </Button>
      )}
      <Refused error={act.error} />
    </div>
  );
}
