/** Pixels of the reader's letters (1 rem). The style sheets are asked: not for each line of a list. */
export function letterSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
