import { answered, door } from "../../api/client";
import { Refusal } from "../../api/refusal";
import { openSession } from "../../api/session";

export interface Password {
  readonly email: string;
  readonly password: string;
}

/** Why nobody was let in. */
export type Hindrance =
  | { readonly kind: "wrong" }
  | { readonly kind: "locked"; readonly minutes: number }
  | { readonly kind: "away" }
  | { readonly kind: "refused"; readonly message: string };

export async function signIn(body: Password): Promise<void> {
  const { data } = await answered(door.POST("/api/sessions", { body }));
  openSession(data.user);
}

export function hindrance(error: unknown): Hindrance {
  if (!(error instanceof Refusal)) return { kind: "refused", message: String(error) };
  if (error.status === 401) return { kind: "wrong" };
  if (error.status === 429)
    return { kind: "locked", minutes: Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60)) };
  if (error.passing) return { kind: "away" };
  return { kind: "refused", message: error.message };
}

/** Where somebody goes after signing in: only an address of these pages. */
export function placeAfter(from: string | undefined): string {
  const inside = from?.startsWith("/") && !from.startsWith("//") && !from.includes("\\");
  return inside && from ? from : "/crm";
}
