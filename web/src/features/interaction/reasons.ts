import { isRecord, text } from "../../api/refusal";
import type { ReasonBody } from "../../api/schema";

/** Rules of a decision that was kept as it was made; its shape is read, not trusted. */
export function reasonsOf(reasons: unknown): ReasonBody[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.filter(isRecord).map((reason) => ({
    ruleId: text(reason.ruleId) ?? "",
    ruleVersion: Number(reason.ruleVersion ?? 0),
    citation: text(reason.citation) ?? "",
    message: text(reason.message) ?? "",
    until: text(reason.until),
  }));
}
