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

export function isOpen(status: CaseStatus): boolean {
  return status === "initiated" || status === "processing" || status === "reopened";
}
