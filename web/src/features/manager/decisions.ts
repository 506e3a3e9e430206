import { answered, api } from "../../api/client";
import type { GuardOutcome } from "../../api/schema";

/** What the log of decisions is narrowed to, as it stands in the address. */
export interface DecisionSearch {
  readonly outcome?: GuardOutcome;
  readonly rule?: string;
  readonly person?: string;
}

const OUTCOMES: readonly string[] = ["allow", "defer", "deny"] satisfies GuardOutcome[];

/** Reads an address; what makes no sense in it is left out. */
export function readDecisionSearch(search: Record<string, unknown>): DecisionSearch {
  const { outcome, rule, person } = search;
  const id = (value: unknown): value is string => typeof value === "string" && /^[\w-]{1,64}$/.test(value);
  return {
    ...(typeof outcome === "string" && OUTCOMES.includes(outcome) && { outcome: outcome as GuardOutcome }),
    ...(id(rule) && { rule }),
    ...(id(person) && { person }),
  };
}

export function decisionsFor({ outcome, rule, person }: DecisionSearch) {
  return (page: { offset: number; limit: number }, signal: AbortSignal) => {
    const query = {
      ...page,
      ...(outcome && { outcome: [outcome] }),
      ...(rule && { ruleId: [rule] }),
      ...(person && { personId: person }),
    };
    return answered(api.GET("/api/guard/decisions", { params: { query }, signal }));
  };
}
