import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type Header,
  rowSortingFeature,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { HistoryRow } from "../../api/schema";
import {
  COLUMNS,
  type ColumnId,
  isColumn,
  type Layout,
  NARROWEST,
  resized,
  type useLayout,
  WIDEST,
  WIDTHS,
} from "./layout";
import { changed, type HistorySearch } from "./search";

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
});

const helper = createColumnHelper<typeof features, HistoryRow>();

const columns = helper.columns(
  COLUMNS.map((id) =>
    helper.accessor((row) => row[id], {
      id,
      size: WIDTHS[id],
      minSize: NARROWEST,
      maxSize: WIDEST,
      sortDescFirst: true,
    }),
  ),
);

/** The rows come a window at a time; what the table knows is its columns. */
const NO_ROWS: HistoryRow[] = [];

/** Pixels of what stands before the columns and after them, as the style sheet has it. */
const CHECK = 40;
const WAYS = 92;

/** What the order is without one in the address. */
const NEWEST_FIRST = "-startedAt";

export type HistoryHeader = Header<typeof features, HistoryRow, unknown>;

export interface HistoryTable {
  readonly headers: readonly HistoryHeader[];
  /** The columns that are shown, in their order. */
  readonly shown: readonly ColumnId[];
  /** Their widths, for the header and every row alike. */
  readonly style: Readonly<Record<string, string>>;
}

/** The columns as somebody has laid them out, and the order the address tells. */
export function useColumns(
  search: HistorySearch,
  { layout, change }: ReturnType<typeof useLayout>,
  onSearch: (search: HistorySearch) => void,
): HistoryTable {
  const { sort } = search;
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  // The same state is the same headers: they are drawn anew only where it changes.
  const state = useMemo(() => ({ ...stateOf(layout), sorting }), [layout, sorting]);
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    manualSorting: true,
    enableMultiSort: false,
    columnResizeMode: "onChange",
    state,
    onColumnSizingChange: (next) => change((before) => withWidths(before, next)),
    onSortingChange: (next) => onSearch(changed(search, { sort: sortOf(result(next, sorting)) })),
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const widths = headers.map((header) => header.getSize()).join();
  const ids = headers.map(({ id }) => id).join();
  // The same columns are the same list: rows are drawn anew only where it changes.
  const shown = useMemo(() => ids.split(",").filter(isColumn), [ids]);
  const columnWidths = widths.replaceAll(",", "px ");
  const least = headers.reduce((sum, header) => sum + header.getSize(), CHECK + WAYS);
  return { headers, shown, style: { "--columns": `${columnWidths}px`, "--least": `${least}px` } };
}

function stateOf({ order, hidden, widths }: Layout) {
  return {
    columnOrder: [...order],
    columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
    columnSizing: { ...widths } as Record<string, number>,
  };
}

function withWidths(layout: Layout, next: Updater<Record<string, number>>): Layout {
  const widths = result(next, { ...layout.widths } as Record<string, number>);
  return Object.entries(widths).reduce(
    (wider, [id, width]) => (isColumn(id) ? resized(wider, id, width) : wider),
    { ...layout, widths: {} } as Layout,
  );
}

function result<T>(next: Updater<T>, before: T): T {
  return typeof next === "function" ? (next as (before: T) => T)(before) : next;
}

function sortingOf(sort: string = NEWEST_FIRST) {
  return [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

/** As the address tells it; newest first needs no telling. */
function sortOf(sorting: readonly { id: string; desc: boolean }[]): string | undefined {
  const [first] = sorting;
  const sort = first && `${first.desc ? "-" : ""}${first.id}`;
  return sort === NEWEST_FIRST ? undefined : sort;
}
