import { NativeSelect } from "@mantine/core";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type DragEvent, type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryHeader, HistoryTable } from "./columns";
import styles from "./History.module.css";
import { COLUMNS, type ColumnId, isColumn, moved, resized, stepped, type useLayout, widthOf } from "./layout";
import { changed, type HistorySearch } from "./search";
import type { useSelecting } from "./useSelecting";

interface HeaderProps {
  readonly table: HistoryTable;
  readonly layout: ReturnType<typeof useLayout>;
  readonly selecting: ReturnType<typeof useSelecting>;
  readonly isNarrow: boolean;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

/** The names of the columns: pressed they sort, dragged they move, at their edge they are resized. */
export function HeaderRow({ table, layout, selecting, isNarrow, search, onSearch }: HeaderProps) {
  const { t } = useTranslation("history");
  return (
    // biome-ignore lint/a11y/useSemanticElements: the table is one of positioned rows
    // biome-ignore lint/a11y/useFocusableInteractive: what is in the row takes the focus
    <div role="row" aria-rowindex={1} className={styles.header}>
      <SelectLoaded selecting={selecting} />
      {isNarrow ? (
        <SortChoice search={search} onSearch={onSearch} />
      ) : (
        <>
          {table.headers.map((header) => (
            <ColumnHeader
              key={header.id}
              header={header}
              layout={layout}
              sorted={header.column.getIsSorted()}
              isResizing={header.column.getIsResizing()}
            />
          ))}
          <span />
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it */}
          <span role="columnheader" className={styles.ending}>
            <span className="only-spoken">{t("table.crm")}</span>
          </span>
        </>
      )}
    </div>
  );
}

function SelectLoaded({ selecting }: { selecting: HeaderProps["selecting"] }) {
  const { t } = useTranslation("history");
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the field in it takes the focus
    <span role="columnheader" className={styles.check}>
      <input
        type="checkbox"
        aria-label={t("table.selectLoaded")}
        checked={selecting.isAll}
        ref={(field) => {
          if (field) field.indeterminate = selecting.isSome;
        }}
        onChange={({ currentTarget: { checked } }) => selecting.toggleAll(checked)}
      />
    </span>
  );
}

/** What is dragged over another column, as the browser carries it. */
const DRAGGED = "application/x-switchboard-column";
const STEP = 16;

interface ColumnProps {
  readonly header: HistoryHeader;
  readonly layout: HeaderProps["layout"];
  readonly sorted: false | "asc" | "desc";
  readonly isResizing: boolean;
}

/** Other rows under it are no reason to draw it anew. */
const ColumnHeader = memo(function ColumnHeader({ header, layout, sorted, isResizing }: ColumnProps) {
  const { t } = useTranslation("history");
  const id = header.id as ColumnId;
  const { change } = layout;
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  const resize = header.getResizeHandler();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
    <span
      role="columnheader"
      className={styles.column}
      aria-sort={sorted === false ? "none" : sorted === "asc" ? "ascending" : "descending"}
      {...dragging(id, change)}
      draggable={!isResizing}
    >
      <button
        type="button"
        className={styles.name}
        data-sorted={sorted || undefined}
        title={t("columns.keys")}
        onClick={header.column.getToggleSortingHandler()}
        onKeyDown={(event) => layOut(event, id, change)}
      >
        <span>{t(`column.${id}`)}</span>
        {sorted !== false && <Arrow size={13} aria-hidden />}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the button beside it does the same */}
      <span
        className={styles.edge}
        data-resizing={isResizing || undefined}
        onMouseDown={resize}
        onTouchStart={resize}
        onDoubleClick={() => header.column.resetSize()}
      />
    </span>
  );
});

/** A column that is dropped on another one takes its place. */
function dragging(id: ColumnId, change: HeaderProps["layout"]["change"]) {
  return {
    onDragStart: ({ dataTransfer }: DragEvent) => dataTransfer.setData(DRAGGED, id),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
    },
    onDrop: ({ dataTransfer }: DragEvent) => {
      const dragged = dataTransfer.getData(DRAGGED);
      if (isColumn(dragged) && dragged !== id) change((before) => moved(before, dragged, id));
    },
  };
}

/** Alt with the arrows moves the column, Shift with them changes its width. */
function layOut(event: KeyboardEvent, id: ColumnId, change: HeaderProps["layout"]["change"]): void {
  const steps: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowRight: 1 };
  const step = steps[event.key];
  if (!step || event.altKey === event.shiftKey) return;
  event.preventDefault();
  change((before) =>
    event.altKey ? stepped(before, id, step) : resized(before, id, widthOf(before, id) + step * STEP),
  );
}

/** Where there is no room for columns the order is chosen from a list. */
function SortChoice({ search, onSearch }: Pick<HeaderProps, "search" | "onSearch">) {
  const { t } = useTranslation("history");
  const both = COLUMNS.flatMap((id) => [`-${id}`, id]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the field in it takes the focus
    <span role="columnheader" className={styles.sortBy}>
      <NativeSelect
        size="xs"
        aria-label={t("table.sortBy")}
        value={search.sort ?? "-startedAt"}
        data={both.map((sort) => ({
          value: sort,
          label: `${t(`column.${sort.replace("-", "") as ColumnId}`)} ${sort.startsWith("-") ? "↓" : "↑"}`,
        }))}
        onChange={({ currentTarget: { value } }) =>
          onSearch(changed(search, { sort: value === "-startedAt" ? undefined : value }))
        }
      />
    </span>
  );
}
