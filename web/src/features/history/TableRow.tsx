import { Skeleton } from "@mantine/core";
import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../api/schema";
import { useWriter } from "../../words/times";
import { Cell } from "./Cell";
import styles from "./History.module.css";
import type { ColumnId } from "./layout";
import { nameOf } from "./names";
import type { Reach } from "./Reached";

interface RowProps {
  /** Not there yet while its page is loading. */
  readonly row: HistoryRow | undefined;
  readonly index: number;
  readonly columns: readonly ColumnId[];
  readonly isSelected: boolean;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onReach: (reach: Reach) => void;
}

/** One interaction on a line. */
export const TableRow = memo(function TableRow({
  row,
  index,
  columns,
  isSelected,
  onToggle,
  onReach,
}: RowProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  if (!row) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: the table is one of positioned rows
      <span role="cell" className={styles.coming}>
        <Skeleton height={10} width="70%" />
      </span>
    );
  }
  return (
    <>
      <SelectCell row={row} index={index} isSelected={isSelected} onToggle={onToggle} />
      {columns.map((id) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={id} role="cell" className={styles.cell} data-column={id}>
          <Cell id={id} row={row} onReach={onReach} t={t} writer={writer} />
        </span>
      ))}
      <span className={styles.rest} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span role="cell" className={styles.ending}>
        <Ways row={row} />
      </span>
    </>
  );
});

export function SelectCell({
  row,
  index,
  isSelected,
  onToggle,
}: Omit<RowProps, "columns" | "onReach" | "row"> & { readonly row: HistoryRow }) {
  const { t } = useTranslation("history");
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span role="cell" className={styles.check}>
      <input
        type="checkbox"
        aria-label={t("table.select", { id: row.id })}
        checked={isSelected}
        onChange={({ nativeEvent }) =>
          onToggle(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
      />
    </span>
  );
}

/** To the CRM record it is linked to, and to the interaction itself. */
export function Ways({ row }: { row: HistoryRow }) {
  const { t } = useTranslation("history");
  return (
    <>
      {row.person && (
        <a
          href={`/crm/borrowers/${row.person.id}`}
          className={styles.crm}
          data-way
          aria-label={t("table.crmOf", { name: nameOf(row.person) })}
        >
          {t("table.crm")}
        </a>
      )}
      <a
        href={`/history/${row.id}`}
        className={styles.arrow}
        data-way
        aria-label={t("table.open", { id: row.id })}
      >
        <ChevronRight size={16} aria-hidden />
      </a>
    </>
  );
}
