import { type FocusEvent, type RefObject, useCallback, useRef } from "react";
import { useKey } from "./keys";

interface Movable {
  /** What the lines lie in; each has its place as `data-index`. */
  readonly list: RefObject<HTMLElement | null>;
  readonly total: number;
  readonly scrollTo: (index: number) => void;
  /** Where to begin when nothing in the list has had the focus. */
  readonly firstSeen: () => number;
  /** What of a line takes the focus. */
  readonly target: string;
}

/** `j` and `k` move from line to line of a list of any length. */
export function useMovement({ list, total, scrollTo, firstSeen, target }: Movable) {
  const at = useRef<number | null>(null);
  function move(step: number): void {
    const next = Math.max(0, Math.min(total - 1, at.current === null ? firstSeen() : at.current + step));
    at.current = next;
    scrollTo(next);
    focus(next, 10);
  }
  /**
   * At once where the line is there, so that the next key finds the focus on it. It may only be drawn after the scroll,
   * and its page may still be loading; or one has moved on by then.
   */
  function focus(index: number, frames: number): void {
    if (at.current !== index) return;
    const way = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] ${target}`);
    if (way) way.focus({ preventScroll: true });
    else if (frames > 0) requestAnimationFrame(() => focus(index, frames - 1));
  }
  useKey("j", "next", () => move(1));
  useKey("k", "previous", () => move(-1));
  const onFocus = useCallback((event: FocusEvent) => {
    const index = event.target.closest("[data-index]")?.getAttribute("data-index");
    if (index) at.current = Number(index);
  }, []);
  return { at, onFocus };
}
