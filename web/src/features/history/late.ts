import { useEffect, useState } from "react";

/** Milliseconds that one waits for what comes before the page says that it waits. */
const PATIENCE = 150;

/** Whether it takes long. Told by a timer: a transition that waits would have the table drawn anew each time. */
export function useLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isWaiting]);
  return isLate;
}
