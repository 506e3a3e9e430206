import type { HistoryVolume } from "../../api/schema";

/** By what the bars of the chart are divided. */
export type Division = "flow" | "handlingStatus";

/** The vocabularies of the two. */
export const VOCABULARIES = { flow: "Flow", handlingStatus: "HandlingStatus" } as const;

/** A stretch of time, and how many interactions of each kind began in it. */
export interface Bar {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  /** In the order of the words of the division; null is what has none. */
  readonly parts: readonly { readonly word: string | null; readonly count: number }[];
}

/** More than can be told apart are no bars. */
const MOST = 800;

/** The bars of a volume, with the stretches in which nothing began. */
export function barsOf(
  volume: readonly HistoryVolume[],
  division: Division,
  words: readonly string[],
): Bar[] {
  const bars = new Map<string, Map<string | null, number>>();
  const ends = new Map<string, string>();
  for (const bucket of volume) {
    const parts = bars.get(bucket.from) ?? new Map();
    const word = bucket[division] ?? null;
    parts.set(word, (parts.get(word) ?? 0) + bucket.count);
    bars.set(bucket.from, parts);
    ends.set(bucket.from, bucket.to);
  }
  const inOrder = [...bars.keys()].sort((one, other) => Date.parse(one) - Date.parse(other));
  const filled: Bar[] = [];
  for (const from of inOrder) {
    const last = filled.at(-1);
    if (last) filled.push(...between(last, from, MOST - filled.length));
    filled.push(barOf(from, ends.get(from) ?? from, bars.get(from) ?? new Map(), words));
  }
  return filled;
}

function barOf(
  from: string,
  to: string,
  counts: ReadonlyMap<string | null, number>,
  words: readonly string[],
): Bar {
  const known = [...words, null].filter((word) => counts.has(word));
  const others = [...counts.keys()].filter((word) => word !== null && !words.includes(word));
  const parts = [...known, ...others]
    .map((word) => ({ word, count: counts.get(word) ?? 0 }))
    .filter(({ count }) => count > 0);
  return { from, to, total: parts.reduce((sum, { count }) => sum + count, 0), parts };
}

/** Empty bars as long as the one before, up to where the next one begins. */
function between(last: Bar, next: string, most: number): Bar[] {
  const length = Date.parse(last.to) - Date.parse(last.from);
  const end = Date.parse(next);
  const bars: Bar[] = [];
  // A day on which clocks are set is an hour shorter or longer than its neighbours.
  for (let at = Date.parse(last.to); at < end - length / 2 && bars.length < most; at += length) {
    const to = end - at < length * 1.5 ? end : at + length;
    bars.push({ from: new Date(at).toISOString(), to: new Date(to).toISOString(), total: 0, parts: [] });
  }
  return bars;
}

/** The round number at or above the highest bar. */
export function ceilingOf(bars: readonly Bar[]): number {
  const highest = Math.max(1, ...bars.map(({ total }) => total));
  const unit = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((times) => times * unit >= highest) ?? 10;
  return step * unit;
}
