import { useMemo, useSyncExternalStore } from "react";

/** The columns of the document and the three durations, what is looked for most first; each is what the API sorts by. */
export const COLUMNS = [
  "startedAt",
  "flow",
  "handlingStatus",
  "customerAddress",
  "direction",
  "advisor",
  "queue",
  "waitingDuration",
  "handlingDuration",
  "wrapUpDuration",
  "endedAt",
  "originalRouting",
  "currentRouting",
  "campaign",
] as const;

export type ColumnId = (typeof COLUMNS)[number];

/** How somebody has laid the table out; kept in the browser. */
export interface Layout {
  readonly order: readonly ColumnId[];
  readonly hidden: readonly ColumnId[];
  readonly widths: { readonly [Id in ColumnId]?: number };
}

export const NARROWEST = 64;
export const WIDEST = 600;

/** Pixels. On a laptop (1,360) the table ends with the queue, whole; whoever wants more scrolls. */
export const WIDTHS: { readonly [Id in ColumnId]: number } = {
  startedAt: 176,
  flow: 160,
  handlingStatus: 114,
  customerAddress: 236,
  direction: 96,
  advisor: 112,
  queue: 114,
  waitingDuration: 92,
  handlingDuration: 96,
  wrapUpDuration: 92,
  endedAt: 156,
  originalRouting: 132,
  currentRouting: 132,
  campaign: 140,
};

const NAME = "switchboard-history-table";
const FIRST: Layout = { order: COLUMNS, hidden: [], widths: {} };

/** One's own, and while a view with columns of its own is open, that of the view. */
let own: Layout | null = null;
let viewed: Layout | null = null;
const watchers = new Set<() => void>();

export function useLayout() {
  const layout = useSyncExternalStore(watch, layoutNow);
  return useMemo(() => ({ layout, change: changeLayout, reset: () => changeLayout(() => FIRST) }), [layout]);
}

/** Shows the columns of a view, or with null one's own again. */
export function showColumns(columns: readonly string[] | null | undefined): void {
  viewed = columns ? showing(ownLayout(), columns) : null;
  tell();
}

/** What is done to a view's columns is not done to one's own, but each column is as wide everywhere. */
function changeLayout(next: (before: Layout) => Layout): void {
  const after = next(layoutNow());
  if (viewed) viewed = after;
  own = viewed ? { ...ownLayout(), widths: after.widths } : after;
  localStorage.setItem(NAME, JSON.stringify(own));
  tell();
}

function layoutNow(): Layout {
  return viewed ?? ownLayout();
}

function ownLayout(): Layout {
  own ??= readLayout(localStorage.getItem(NAME));
  return own;
}

function tell(): void {
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Reads what was kept, maybe by other pages than these: columns it does not know of come at the end. */
export function readLayout(kept: string | null): Layout {
  const read = parsed(kept);
  const order = columnsIn(read.order);
  const widths = Object.entries(asRecord(read.widths)).filter(
    (one): one is [ColumnId, number] => isColumn(one[0]) && typeof one[1] === "number",
  );
  return {
    order: [...order, ...COLUMNS.filter((id) => !order.includes(id))],
    hidden: columnsIn(read.hidden).slice(0, COLUMNS.length - 1),
    widths: Object.fromEntries(widths.map(([id, width]) => [id, within(width)])),
  };
}

/** With a column where another one is. */
export function moved(layout: Layout, id: ColumnId, to: ColumnId): Layout {
  const at = layout.order.indexOf(to);
  const others = layout.order.filter((other) => other !== id);
  return { ...layout, order: [...others.slice(0, at), id, ...others.slice(at)] };
}

/** With a column some places on, past those that are hidden. */
export function stepped(layout: Layout, id: ColumnId, step: 1 | -1): Layout {
  const seen = layout.order.filter((other) => other === id || !layout.hidden.includes(other));
  const to = seen[seen.indexOf(id) + step];
  return to ? moved(layout, id, to) : layout;
}

export function shown(layout: Layout, id: ColumnId, isShown: boolean): Layout {
  const others = layout.hidden.filter((other) => other !== id);
  const hidden = isShown ? others : [...others, id];
  // A table without columns could not be brought back by its own header.
  return hidden.length < COLUMNS.length ? { ...layout, hidden } : layout;
}

/** The columns that are shown, in their order. */
export function shownColumns({ order, hidden }: Layout): ColumnId[] {
  return order.filter((id) => !hidden.includes(id));
}

/** With these columns alone, in this order; those that nobody knows any more are passed over. */
export function showing(layout: Layout, columns: readonly string[]): Layout {
  const wanted = columnsIn(columns);
  if (wanted.length === 0) return layout;
  const others = layout.order.filter((id) => !wanted.includes(id));
  return { ...layout, order: [...wanted, ...others], hidden: others };
}

export function widthOf(layout: Layout, id: ColumnId): number {
  return layout.widths[id] ?? WIDTHS[id];
}

export function resized(layout: Layout, id: ColumnId, width: number): Layout {
  return { ...layout, widths: { ...layout.widths, [id]: within(width) } };
}

export function isColumn(id: unknown): id is ColumnId {
  return COLUMNS.some((known) => known === id);
}

function within(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

function columnsIn(value: unknown): ColumnId[] {
  return Array.isArray(value) ? [...new Set(value.filter(isColumn))] : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text ?? "null"));
  } catch {
    return {};
  }
}
