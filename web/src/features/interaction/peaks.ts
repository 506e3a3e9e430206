/** The loudest of each stretch of one or more channels, from 0 to 1, in so many stretches of equal length. */
export function peaksOf(channels: readonly ArrayLike<number>[], count: number): number[] {
  const length = Math.max(0, ...channels.map((samples) => samples.length));
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * length) / count));
    return Math.max(0, ...channels.map((samples) => loudest(samples, from, to)));
  });
}

function loudest(samples: ArrayLike<number>, from: number, to: number): number {
  let most = 0;
  for (let at = from; at < to && at < samples.length; at += 1) {
    const loud = Math.abs(samples[at] ?? 0);
    if (loud > most) most = loud;
  }
  return Math.min(1, most);
}

/** Below this, what is heard is the hiss of the line: it is not made to look like words. */
const HISS = 0.02;

/** As high as there is room: the loudest reaches the top. */
export function stretched(peaks: readonly number[]): number[] {
  const most = Math.max(HISS, ...peaks);
  return peaks.map((peak) => peak / most);
}

/** Where in a recording a place on its picture is, in seconds. */
export function secondsAt(place: number, width: number, seconds: number): number {
  if (width <= 0) return 0;
  return clamped(place / width, 1) * seconds;
}

const STEP = 5;
const LEAP = 30;

/** Where a key leads from a moment of a recording; null where it leads nowhere. */
export function soughtBy(key: string, now: number, seconds: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return clamped(now + STEP, seconds);
    case "ArrowLeft":
    case "ArrowDown":
      return clamped(now - STEP, seconds);
    case "PageUp":
      return clamped(now + LEAP, seconds);
    case "PageDown":
      return clamped(now - LEAP, seconds);
    case "Home":
      return 0;
    case "End":
      return seconds;
    default:
      return null;
  }
}

function clamped(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
