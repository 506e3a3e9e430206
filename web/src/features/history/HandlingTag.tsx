import { Tooltip } from "@mantine/core";
import type { HistoryRow } from "../../api/schema";
import { label } from "../../words/vocabulary";
import styles from "./HandlingTag.module.css";

/** What became of it, by shape and word as well as by colour; the reason shows under the pointer and the focus. */
export function HandlingTag({ row }: { row: HistoryRow }) {
  const { handlingStatus: status, handlingReason: reason } = row;
  if (!status) return null;
  const words = label("HandlingStatus", status);
  if (!reason) {
    return (
      <span className={styles.tag} data-status={status}>
        {words}
      </span>
    );
  }
  return (
    <Tooltip label={reason} multiline maw={320} withArrow events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={styles.tag} data-status={status} data-reason>
        {words}
      </button>
    </Tooltip>
  );
}
