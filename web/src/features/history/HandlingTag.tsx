import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import type { HistoryRow } from "../../api/schema";
import { label } from "../../words/vocabulary";
import styles from "./HandlingTag.module.css";

/** What became of it, by shape and word as well as by colour; the reason shows under the pointer and the focus. */
export function HandlingTag({ row }: { row: HistoryRow }) {
  const reason = row.handlingReason;
  if (!row.handlingStatus || !reason) return <PlainTag row={row} />;
  return (
    <Tooltip label={reason} multiline maw={320} withArrow events={{ hover: true, focus: true, touch: true }}>
      {tag(row.handlingStatus, reason)}
    </Tooltip>
  );
}

/** The same in a table, which shows the reasons of all its lines in one place (`ReasonTip`). */
export function PlainTag({ row }: { row: HistoryRow }) {
  return row.handlingStatus ? tag(row.handlingStatus, row.handlingReason) : null;
}

function tag(status: NonNullable<HistoryRow["handlingStatus"]>, reason: string | null | undefined) {
  const words = label("HandlingStatus", status);
  if (!reason) {
    return (
      <span className={styles.tag} data-status={status}>
        {words}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.tag}
      data-status={status}
      data-reason={reason}
      aria-description={reason}
    >
      {words}
    </button>
  );
}

/** The reason of whichever tag is under the pointer or has the focus: a tooltip a line would be dear to draw. */
export function ReasonTip({ around }: { around: HTMLElement | null }) {
  const [tag, setTag] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!around) return;
    const show = ({ target }: Event) =>
      setTag(target instanceof Element ? target.closest<HTMLElement>("[data-reason]") : null);
    const hide = () => setTag(null);
    const heard = [
      ["mouseover", show],
      ["focusin", show],
      ["mouseleave", hide],
      ["focusout", hide],
    ] as const;
    for (const [name, hear] of heard) around.addEventListener(name, hear);
    return () => {
      for (const [name, hear] of heard) around.removeEventListener(name, hear);
    };
  }, [around]);
  if (!tag) return null;
  return <Tooltip target={tag} label={tag.dataset.reason} opened multiline maw={320} withArrow />;
}
