/** Passes the first item on at once and what follows together, at most once in `milliseconds`. */
export function gather<T>(milliseconds: number, pass: (items: T[]) => void): (items: readonly T[]) => void {
  let held: T[] = [];
  let resting = false;

  function rest(): void {
    resting = true;
    setTimeout(() => {
      resting = false;
      if (held.length > 0) flush();
    }, milliseconds);
  }

  function flush(): void {
    const items = held;
    held = [];
    pass(items);
    rest();
  }

  return (items) => {
    if (items.length === 0) return;
    held.push(...items);
    if (!resting) flush();
  };
}
