import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { HistoryRow } from "../../api/schema";
import type { Rows } from "../../shell/rows";
import { HEAR } from "./movement";

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
  /** As the last scroll left it: to ask the element in the midst of a change would lay the page out once more. */
  const top = useRef(0);
  const [count, setCount] = useNews(top, rows, height, isNewestFirst);

  useLayoutEffect(() => {
    const around = scroller.current;
    const before = held.current;
    const at = before && top.current > 0 ? rows.find(({ id }) => id === before.id) : null;
    if (around && before && at !== null && at !== before.index) {
      around.scrollTop += (at - before.index) * height;
      top.current = around.scrollTop;
    }
    held.current = firstSeen(top.current, rows, height);
  }, [scroller, rows, height]);

  useEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const hold = () => {
      top.current = around.scrollTop;
      held.current = firstSeen(top.current, rows, height);
      if (top.current < height) setCount(0);
    };
    around.addEventListener("scroll", hold, HEAR);
    return () => around.removeEventListener("scroll", hold, HEAR);
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
  scrolled: RefObject<number>,
  rows: Rows<HistoryRow>,
  height: number,
  isNewestFirst: boolean,
) {
  const newest = useRef<string | null>(null);
  const [count, setCount] = useState(0);
  const first = rows.row(0)?.id ?? null;
  useEffect(() => {
    const known = newest.current;
    newest.current = first;
    if (!isNewestFirst || known === null || first === null || known === first) return;
    const come = scrolled.current < height ? null : rows.find(({ id }) => id === known);
    if (come) setCount((before) => before + come);
  }, [scrolled, first, height, isNewestFirst, rows]);
  return [count, setCount] as const;
}

function firstSeen(top: number, rows: Rows<HistoryRow>, height: number) {
  const index = Math.floor(top / height);
  const row = rows.row(index);
  return row ? { id: row.id, index } : null;
}
