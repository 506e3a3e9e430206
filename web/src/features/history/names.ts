import type { HistoryName } from "../../api/schema";

/** What somebody or something is called; those without a name by their id. */
export function nameOf({ id, name }: HistoryName): string {
  return name ?? id;
}

/** The same of what may not be there. */
export function nameIn(one: HistoryName | null | undefined): string | null {
  return one ? nameOf(one) : null;
}
