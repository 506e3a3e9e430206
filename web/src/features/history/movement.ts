import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import type { HistorySearch } from "./search";

/** The links of a table of any length are heard in one place; with a modifier they are links like any other. */
export function useOpening(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const way = event.target instanceof Element ? event.target.closest("a[data-way]") : null;
      if (!way || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      void navigate({ href: way.getAttribute("href") ?? "/history" });
    },
    [navigate],
  );
}

/** Before the table hears of it: to ask how far down it is after it was drawn anew would lay it out once more. */
export const HEAR = { capture: true, passive: true };

/** Where somebody was in each list of this tab, so that Back leads there. */
const places = new Map<string, number>();

/** How far down the list was when it was left, for one that is opened; what is asked for next begins at its top. */
export function usePlace(scroller: RefObject<HTMLElement | null>, search: HistorySearch): number {
  const name = JSON.stringify(search);
  const [first] = useState(() => places.get(name) ?? 0);
  useEffect(() => {
    if (scroller.current && first > 0) scroller.current.scrollTop = first;
  }, [scroller, first]);
  useEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const keep = () => places.set(name, around.scrollTop);
    around.addEventListener("scroll", keep, HEAR);
    return () => around.removeEventListener("scroll", keep, HEAR);
  }, [scroller, name]);
  return first;
}

/**
 * Other rows are drawn into the lines there are, which is quicker than new ones; where somebody has scrolled, into new
 * lines from the top. Tells which lines they are.
 */
export function useLinesOf(scroller: RefObject<HTMLElement | null>, search: HistorySearch): number {
  const name = JSON.stringify(search);
  const [drawn, setDrawn] = useState({ name, lines: 0 });
  const isScrolled = drawn.name !== name && (scroller.current?.scrollTop ?? 0) > 0;
  const lines = drawn.lines + (isScrolled ? 1 : 0);
  if (drawn.name !== name) setDrawn({ name, lines });
  useLayoutEffect(() => {
    if (lines > 0) scroller.current?.scrollTo({ top: 0 });
  }, [scroller, lines]);
  return lines;
}
