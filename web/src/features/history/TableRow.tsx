import { Skeleton } from "@mantine/core";
import { ChevronRight } from "lucide-react";
import type { HistoryRow } from "../../api/schema";
import { Cell, type Telling, wordsOf } from "./Cell";
import styles from "./History.module.css";
import type { ColumnId } from "./layout";
import { nameOf } from "./names";
import type { Reach } from "./Reached";

interface RowProps extends Telling {
  /** Not there yet while its page is loading. */
  readonly row: HistoryRow | undefined;
  readonly index: number;
  readonly columns: readonly ColumnId[];
  readonly isSelected: boolean;
  /** It flies by: words are enough. */
  readonly isPassing: boolean;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onReach: (reach: Reach) => void;
}

/** Made once: there are as many as lines. */
const ARROW = <ChevronRight size={16} aria-hidden />;

/** One interaction on a line. */
export function TableRow(props: RowProps) {
  const { row, index, columns, isSelected, isPassing, onToggle, onReach, t, writer } = props;
  if (!row) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: the table is one of positioned rows
      <span role="cell" className={styles.coming}>
        <Skeleton height={10} width="70%" />
      </span>
    );
  }
  if (isPassing) return <Passing row={row} columns={columns} t={t} writer={writer} />;
  return (
    <>
      <SelectCell row={row} index={index} isSelected={isSelected} onToggle={onToggle} t={t} />
      {columns.map((id) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={id} role="cell" className={styles.cell} data-column={id}>
          <Cell id={id} row={row} onReach={onReach} t={t} writer={writer} />
        </span>
      ))}
      <span />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span role="cell" className={styles.ending}>
        <Ways row={row} t={t} />
      </span>
    </>
  );
}

function Passing({ row, columns, ...telling }: Pick<RowProps, "columns"> & Telling & { row: HistoryRow }) {
  return (
    <>
      <span />
      {columns.map((id) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={id} role="cell" className={styles.passing} data-column={id}>
          {wordsOf(id, row, telling)}
        </span>
      ))}
    </>
  );
}

export function SelectCell({
  row,
  index,
  isSelected,
  onToggle,
  t,
}: Omit<RowProps, "columns" | "onReach" | "row" | "writer" | "isPassing"> & { readonly row: HistoryRow }) {
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
function Ways({ row, t }: { row: HistoryRow } & Pick<Telling, "t">) {
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
        {ARROW}
      </a>
    </>
  );
}
