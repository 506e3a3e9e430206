/** Why the API did not do what it was asked. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** The HTTP code; 0 where the server could not be reached. */
    readonly status: number,
    message: string,
    readonly fields: readonly BadField[] = [],
    /** Seconds after which it may be tried again. */
    readonly retryAfter: number | null = null,
    readonly complianceGuardRuleId: string | null = null,
    /** When a message that was put off may go. */
    readonly sendAt: string | null = null,
  ) {
    super(message);
  }

  /** Whether it is worth the same question again. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface BadField {
  readonly field: string;
  readonly message: string;
}

/** Reads what the API says of a refusal; the body may be anything, a proxy's page too. */
export function refusalOf(status: number, body: unknown, retryAfter: string | null): Refusal {
  const problem = isRecord(body) ? body : {};
  const seconds = Number(retryAfter ?? Number.NaN);
  return new Refusal(
    status,
    text(problem.message) ?? `HTTP ${status}`,
    badFields(problem.errors),
    Number.isFinite(seconds) ? seconds : null,
    text(problem.complianceGuardRuleId),
    text(problem.sendAt),
  );
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(0, error instanceof Error ? error.message : String(error));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function badFields(errors: unknown): BadField[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map((error) => ({
    field: text(error.field) ?? "",
    message: text(error.message) ?? "",
  }));
}
