import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Channel, Subject, TemplateDescriptor } from "../../api/schema";

/** Codes are sent by systems alone. */
const CREDENTIALS: ReadonlySet<Subject> = new Set<Subject>(["confirmationCode", "oneTimeCode"]);

/** The templates somebody may write with on a channel: in use, and with words. */
export function templatesAsked(channel: Channel) {
  return queryOptions({
    queryKey: ["templates", channel],
    queryFn: async ({ signal }) => {
      const params = { query: { channel: [channel], enabled: true, limit: 100 } };
      const all = await answered(api.GET("/api/communicator/templatedescriptors", { params, signal }));
      return all.filter(({ activeVersionId, subject }) => activeVersionId && !CREDENTIALS.has(subject));
    },
    // No event tells of templates.
    staleTime: 60_000,
  });
}

/** Free words and subjects of a company's own imply no theme. */
export function needsTheme(template: TemplateDescriptor | null): boolean {
  return !template || /^(freeForm|custom)/.test(template.subject);
}

/** `{"loan.amountDue": "12"}` as `{loan: {amountDue: "12"}}`; what is empty is not said at all. */
export function nested(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    if (value.trim() !== "") put(whole, path.split("."), value.trim());
  }
  return whole;
}

function put(into: Record<string, unknown>, [name, ...rest]: string[], value: string): void {
  if (name === undefined || name === "__proto__") return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const before = into[name];
  const below = typeof before === "object" && before !== null ? (before as Record<string, unknown>) : {};
  into[name] = below;
  put(below, rest, value);
}

/** What the API says a template lacks. */
export type Lack =
  | { readonly kind: "value"; readonly path: string }
  | { readonly kind: "loan" | "case" | "contact" }
  | { readonly kind: "other"; readonly message: string };

const RECORDS = { loan: "loan", loans: "loan", case: "case", contact: "contact" } as const;

/** Reads the refusal of a template that cannot be filled in: it names one variable at a time. */
export function lackOf(message: string): Lack {
  const path = /`([A-Za-z_][\w.]*)` is (?:undefined|null|none)/.exec(message)?.[1];
  if (!path) return { kind: "other", message };
  const record = RECORDS[path as keyof typeof RECORDS];
  return record ? { kind: record } : { kind: "value", path };
}
