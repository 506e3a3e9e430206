import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, type RefObject, useCallback, useEffect, useRef } from "react";
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

/** How far down the list was when it was left. */
export function usePlace(scroller: RefObject<HTMLElement | null>, search: HistorySearch): number {
  const name = JSON.stringify(search);
  const first = useRef(places.get(name) ?? 0);
  useEffect(() => {
    const around = scroller.current;
    if (!around) return;
    if (first.current > 0) around.scrollTop = first.current;
    const keep = () => places.set(name, around.scrollTop);
    around.addEventListener("scroll", keep, HEAR);
    return () => around.removeEventListener("scroll", keep, HEAR);
  }, [scroller, name]);
  return first.current;
}
