import { type RefObject, useEffect, useMemo } from "react";
import { HEAR } from "./movement";

/** Pixels in a millisecond past which nobody reads: sixty lines in a second. */
const FAST = 2.5;
/** Milliseconds without a scroll after which a list rests. */
const REST = 120;
/** Lines that are drawn whole in one frame after it. */
const AT_ONCE = 4;

/** Whether a list flies by faster than it can be read: lines that come in meanwhile are drawn in words alone. */
export interface Flight {
  isFast(): boolean;
  /** Calls back when it is slow again, a few lines a frame; what it returns takes that back. */
  whenSlow(land: () => void): () => void;
  /** How far down it is now. */
  note(top: number, now: number): void;
}

export function createFlight(): Flight {
  const waiting = new Set<() => void>();
  let last = { top: 0, now: Number.NEGATIVE_INFINITY };
  let isFast = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function slow(): void {
    isFast = false;
    if (waiting.size > 0) requestAnimationFrame(land);
  }

  function land(): void {
    if (isFast) return;
    for (const one of [...waiting].slice(0, AT_ONCE)) {
      waiting.delete(one);
      one();
    }
    if (waiting.size > 0) requestAnimationFrame(land);
  }

  return {
    isFast: () => isFast,
    whenSlow(land) {
      waiting.add(land);
      return () => waiting.delete(land);
    },
    note(top, now) {
      const passed = now - last.now;
      // A single jump is no flight.
      const isFlying = passed < REST && Math.abs(top - last.top) > FAST * passed;
      last = { top, now };
      clearTimeout(timer);
      timer = setTimeout(slow, REST);
      if (isFast && !isFlying) slow();
      isFast = isFlying;
    },
  };
}

export function useFlight(scroller: RefObject<HTMLElement | null>): Flight {
  const flight = useMemo(createFlight, []);
  useEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const note = ({ timeStamp }: Event) => flight.note(around.scrollTop, timeStamp);
    around.addEventListener("scroll", note, HEAR);
    return () => around.removeEventListener("scroll", note, HEAR);
  }, [scroller, flight]);
  return flight;
}
