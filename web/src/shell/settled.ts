import { useEffect, useState } from "react";

/** The text once nobody has typed for so many milliseconds; an emptied field counts at once. */
export function useSettled(text: string, pause: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === "" ? 0 : pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}
