/** The rows that are chosen, by their ids. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

export function withRows(selection: Selection, ids: readonly string[], isSelected: boolean): Selection {
  const next = new Set(selection);
  for (const id of ids) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** The indexes from one row to another, whichever stands first. */
export function rangeOf(from: number, to: number): number[] {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => first + at);
}
