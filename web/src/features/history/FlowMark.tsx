import type { HistoryRow } from "../../api/schema";
import { label } from "../../words/vocabulary";
import { ChannelIcon } from "../interaction/ChannelMark";
import styles from "./History.module.css";

/** The flow by sign and word; a fax, a form or a document has none and is called by its channel. */
export function FlowMark({ row }: { row: HistoryRow }) {
  return (
    <span className={styles.flow}>
      <ChannelIcon channel={row.channel} size={14} />
      <span>{row.flow ? label("Flow", row.flow) : label("Channel", row.channel)}</span>
    </span>
  );
}
