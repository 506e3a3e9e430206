/** One server-sent event: its number, and its data unless the event is hidden from us. */
export interface Frame {
  readonly id: number | null;
  readonly data: string | null;
}

/** Reads `text/event-stream` piece by piece; a frame may be torn anywhere between two pieces. */
export function frameReader(): (piece: string) => Frame[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replace(/\r\n?/g, "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.map(frame).filter((read) => read !== null);
  };
}

function frame(block: string): Frame | null {
  let id: number | null = null;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "id" && /^\d+$/.test(value)) id = Number(value);
    if (name === "data") data.push(value);
  }
  if (id === null && data.length === 0) return null;
  return { id, data: data.length > 0 ? data.join("\n") : null };
}
