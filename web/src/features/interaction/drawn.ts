import { peaksOf, stretched } from "./peaks";

const BAR = 3;
const GAP = 1;

/** Draws a recording as bars in the colours of the page, those that have been played brighter, and where it plays. */
export function drawn(canvas: HTMLCanvasElement, peaks: readonly number[], played: number): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  if (!pen || width === 0) return;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  pen.scale(density, density);
  const colours = getComputedStyle(canvas);
  const [before, after] = ["--pine", "--line-strong"].map((name) => colours.getPropertyValue(name));
  const bars = stretched(peaksOf([peaks], Math.max(1, Math.floor(width / (BAR + GAP)))));
  for (const [at, peak] of bars.entries()) {
    const tall = Math.max(2, peak * (height - 4));
    pen.fillStyle = ((at + 0.5) / bars.length <= played ? before : after) ?? "";
    pen.fillRect(at * (BAR + GAP), (height - tall) / 2, BAR, tall);
  }
  pen.fillStyle = before ?? "";
  pen.fillRect(Math.min(width - 2, played * width), 0, 2, height);
}
