import { Skeleton } from "@mantine/core";
import type { HistoryRow } from "../../api/schema";
import { label } from "../../words/vocabulary";
import { ChannelMark } from "../interaction/ChannelMark";
import { addressText, type Telling } from "./Cell";
import { HandlingTag } from "./HandlingTag";
import { nameIn } from "./names";
import styles from "./RowCard.module.css";
import { SelectCell } from "./TableRow";

interface CardProps extends Telling {
  readonly row: HistoryRow | undefined;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onToggle: (index: number, range: boolean) => void;
}

/** One interaction on a narrow screen. */
export function RowCard({ row, index, isSelected, onToggle, t, writer }: CardProps) {
  if (!row) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: the table is one of positioned rows
      <span role="cell" className={styles.coming}>
        <Skeleton height={12} width="60%" />
      </span>
    );
  }
  return (
    <>
      <SelectCell row={row} index={index} isSelected={isSelected} onToggle={onToggle} t={t} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span role="cell" className={styles.card}>
        <ChannelMark channel={row.channel} direction={row.direction} />
        <span className={styles.who}>{nameIn(row.person) ?? addressText(row) ?? t("table.noAddress")}</span>
        <a href={`/history/${row.id}`} className={styles.date} data-way>
          <time dateTime={row.startedAt}>{writer.moment(row.startedAt)}</time>
        </a>
        <span className={styles.about}>
          <HandlingTag row={row} />
          <span className={styles.more}>
            {[
              row.flow ? label("Flow", row.flow) : label("Channel", row.channel),
              nameIn(row.queue),
              nameIn(row.advisor),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </span>
    </>
  );
}
