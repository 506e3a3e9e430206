import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { HistoryRow } from "../../api/schema";
import type { Rows } from "../../shell/rows";

/**
 * What is read stays where it is when rows come in above it: the list is scrolled by as much as it grew there.
 * Somebody at the very top sees them appear.
 */
export function useAnchor(
  scroller: RefObject<HTMLElement | null>,
  rows: Rows<HistoryRow>,
  height: number,
  isNewestFirst: boolean,
) {
  const held = useRef<{ id: string; index: number } | null>(null);
  const [count, setCount] = useNews(scroller, rows, height, isNewestFirst);

  useLayoutEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const before = held.current;
    const at = before && around.scrollTop > 0 ? rows.find(({ id }) => id === before.id) : null;
    if (before && at !== null && at !== before.index) around.scrollTop += (at - before.index) * height;
    held.current = firstSeen(around, rows, height);
  });

  useEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const hold = () => {
      held.current = firstSeen(around, rows, height);
      if (around.scrollTop < height) setCount(0);
    };
    around.addEventListener("scroll", hold, { passive: true });
    return () => around.removeEventListener("scroll", hold);
  }, [scroller, rows, height, setCount]);

  return {
    count,
    show: () => {
      setCount(0);
      scroller.current?.scrollTo({ top: 0 });
    },
  };
}

/** How many rows have come before the one that was newest when somebody was last at the top. */
function useNews(
  scroller: RefObject<HTMLElement | null>,
  rows: Rows<HistoryRow>,
  height: number,
  isNewestFirst: boolean,
) {
  const newest = useRef<string | null>(null);
  const [count, setCount] = useState(0);
  const top = rows.row(0)?.id ?? null;
  useEffect(() => {
    const known = newest.current;
    newest.current = top;
    if (!isNewestFirst || known === null || top === null || known === top) return;
    const isAtTop = (scroller.current?.scrollTop ?? 0) < height;
    const come = isAtTop ? null : rows.find(({ id }) => id === known);
    if (come) setCount((before) => before + come);
  }, [scroller, top, height, isNewestFirst, rows]);
  return [count, setCount] as const;
}

function firstSeen(around: HTMLElement, rows: Rows<HistoryRow>, height: number) {
  const index = Math.floor(around.scrollTop / height);
  const row = rows.row(index);
  return row ? { id: row.id, index } : null;
}
