import { useCallback, useRef } from "react";
import type { HistoryRow } from "../../api/schema";
import type { Rows } from "../../shell/rows";
import { PAGE } from "../../shell/rows";
import { rangeOf, type Selection, withRows } from "./selection";

/** Chooses rows: one, those from the last one on with Shift, or all that are loaded at the top. */
export function useSelecting(
  rows: Rows<HistoryRow>,
  selection: Selection,
  onSelect: (selection: Selection) => void,
) {
  const last = useRef<number | null>(null);
  const now = useRef({ rows, selection, onSelect });
  now.current = { rows, selection, onSelect };
  if (selection.size === 0) last.current = null;
  const toggle = useCallback((index: number, range: boolean) => {
    const { rows, selection, onSelect } = now.current;
    const row = rows.row(index);
    if (!row) return;
    const from = range && last.current !== null ? last.current : index;
    const ids = rangeOf(from, index).flatMap((at) => rows.row(at)?.id ?? []);
    onSelect(withRows(selection, ids, !selection.has(row.id)));
    last.current = index;
  }, []);
  const loaded = rangeOf(0, Math.min(PAGE, rows.total ?? 0) - 1).flatMap((at) => rows.row(at)?.id ?? []);
  const chosen = loaded.filter((id) => selection.has(id)).length;
  return {
    toggle,
    isAll: loaded.length > 0 && chosen === loaded.length,
    isSome: chosen > 0 && chosen < loaded.length,
    toggleAll: (isSelected: boolean) => onSelect(withRows(selection, loaded, isSelected)),
  };
}
