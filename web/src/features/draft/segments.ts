/** How a text is cut for the air: GSM 03.38 where every letter is of it, else UCS-2. */
export interface Segments {
  readonly count: number;
  /** Units left in the last one. */
  readonly left: number;
  /** Whether a letter outside GSM 03.38 halves the room. */
  readonly wide: boolean;
}

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** These take two units. */
const EXTENDED = new Set("^{}\\[~]|€");

export function segmentsOf(text: string): Segments {
  const letters = [...text];
  const wide = letters.some((letter) => !BASIC.has(letter) && !EXTENDED.has(letter));
  const [alone, chained] = wide ? [70, 67] : [160, 153];
  const sizes = wide
    ? letters.map((letter) => letter.length)
    : letters.map((letter) => (EXTENDED.has(letter) ? 2 : 1));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= alone) return { count: total === 0 ? 0 : 1, left: alone - total, wide };
  const { count, used } = sizes.reduce(
    // A letter is never torn between two segments.
    ({ count, used }, size) =>
      used + size > chained ? { count: count + 1, used: size } : { count, used: used + size },
    { count: 1, used: 0 },
  );
  return { count, left: chained - used, wide };
}
