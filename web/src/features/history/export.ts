import { refusalOf } from "../../api/refusal";
import { fetchInSession } from "../../api/session";
import { written } from "./asked";
import type { Query } from "./search";

export const FORMATS = ["csv", "xlsx", "ndjson"] as const;
export type Format = (typeof FORMATS)[number];

/** How much of an export has come: of how many rows it consists, and the part of it that is here, where that is known. */
export interface Progress {
  readonly rows: number | null;
  readonly part: number | null;
}

/** Fetches an export and gives it to the browser to save. */
export async function saveExport(
  query: Query,
  format: Format,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<number | null> {
  const address = `/api/history/export?${written({ ...query, format })}`;
  const response = await fetchInSession(new Request(address, { signal }));
  if (!response.ok) throw await refused(response);
  const rows = numberIn(response.headers, "x-total-count");
  const measure = measureOf(response.headers, format, rows);
  const kept: BlobPart[] = [];
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); reader && read && !read.done; read = await reader.read()) {
    kept.push(read.value);
    tell({ rows, part: measure(read.value) });
  }
  save(new Blob(kept, { type: response.headers.get("content-type") ?? "" }), `history.${format}`);
  return rows;
}

/** The part that is here: by bytes where their number is told, by lines where one is a row. */
export function measureOf(
  headers: Headers,
  format: Format,
  rows: number | null,
): (piece: Uint8Array) => number | null {
  const whole = numberIn(headers, "content-length");
  const encoded = headers.get("content-encoding") !== null;
  let come = 0;
  if (whole && !encoded) {
    return ({ length }) => {
      come += length;
      return Math.min(1, come / whole);
    };
  }
  if (!rows || format === "xlsx") return () => null;
  const lines = format === "csv" ? rows + 1 : rows;
  return (piece) => {
    for (const byte of piece) if (byte === 10) come += 1;
    return Math.min(1, come / lines);
  };
}

function numberIn(headers: Headers, name: string): number | null {
  const value = headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

async function refused(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  return refusalOf(response.status, body, response.headers.get("retry-after"));
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
