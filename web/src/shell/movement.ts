import { type FocusEvent, type RefObject, useCallback, useRef } from "react";
import { useKey } from "./keys";

interface Movable {
  /** What the lines lie in; each has its place as `data-index`. */
  readonly list: RefObject<HTMLElement | null>;
  readonly total: number;
  readonly scrollTo: (index: number) => void;
  /** Where to begin when nothing in the list has had the focus. */
  readonly firstSeen: () => number;
  /** Lines that fit on the screen. */
  readonly screenful: () => number;
  /** What of a line takes the focus. */
  readonly target: string;
}

/** Milliseconds in which a line that is far away comes, or is given up. */
const PATIENCE = 5_000;

/** Keys that move from line to line of a list of any length; the focus goes along. */
export function useMovement({ list, total, scrollTo, firstSeen, screenful, target }: Movable) {
  const at = useRef<number | null>(null);
  /** Whether the focus is on its way. Where it was may be drawn no more: keys are heard by the page until it arrives. */
  const isOnTheWay = useRef(false);
  const move = (step: number) => moveTo(at.current === null ? firstSeen() : at.current + step);
  function moveTo(wanted: number): void {
    const next = Math.max(0, Math.min(total - 1, wanted));
    at.current = next;
    scrollTo(next);
    isOnTheWay.current = true;
    focus(next, document.activeElement, performance.now() + PATIENCE);
  }
  /**
   * At once where the line is there, so that the next key finds the focus on it. It may only be drawn after the scroll,
   * and its page may still be loading; or one has moved on by then.
   */
  function focus(index: number, from: Element | null, until: number): void {
    if (at.current !== index) return;
    const way = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] ${target}`);
    isOnTheWay.current = !way && performance.now() < until && !hasLeft(from);
    if (isOnTheWay.current) requestAnimationFrame(() => focus(index, from, until));
    else if (!hasLeft(from)) way?.focus({ preventScroll: true });
  }
  /** Whether somebody is elsewhere by now. */
  function hasLeft(from: Element | null): boolean {
    const now = document.activeElement;
    return now !== from && now !== document.body && !list.current?.contains(now);
  }
  const isMeant = ({ target }: KeyboardEvent) =>
    (target instanceof Node && list.current?.contains(target)) ||
    (target === document.body && isOnTheWay.current);
  useKey("j", "next", () => move(1));
  useKey("k", "previous", () => move(-1));
  useKey("PageDown", "nextScreen", () => move(screenful()), { isMeant });
  useKey("PageUp", "previousScreen", () => move(-screenful()), { isMeant });
  useKey("Home", "first", () => moveTo(0), { isMeant });
  useKey("End", "last", () => moveTo(total - 1), { isMeant });
  const onFocus = useCallback((event: FocusEvent) => {
    const index = event.target.closest("[data-index]")?.getAttribute("data-index");
    if (index) at.current = Number(index);
  }, []);
  return { at, onFocus };
}

/** Whole lines that fit, and one at least. */
export function linesIn(room: number, line: number): number {
  return Math.max(1, Math.floor(room / line));
}
