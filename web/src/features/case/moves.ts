import type { CaseStatus } from "../../api/schema";

/** Where a case may go from where it stands (docs/api.md, "Cases move"); the API has the last word. */
const MOVES: Record<CaseStatus, readonly CaseStatus[]> = {
  initiated: ["processing", "canceled"],
  processing: ["completed", "initiated", "canceled"],
  completed: ["reopened"],
  reopened: ["processing", "completed", "canceled"],
  canceled: [],
};

export function movesFrom(status: CaseStatus): readonly CaseStatus[] {
  return MOVES[status] ?? [];
}

/** In these a case is worked on. */
export const OPEN: readonly CaseStatus[] = ["initiated", "processing", "reopened"];

export function isOpen(status: CaseStatus): boolean {
  return OPEN.includes(status);
}
