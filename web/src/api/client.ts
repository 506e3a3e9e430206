import createClient from "openapi-fetch";
import { Refusal, refusalOf } from "./refusal";
import type { paths } from "./schema";
import { fetchInSession } from "./session";

/** The API, typed by its OpenAPI document. A call that meets the end of the session waits for the next one. */
export const api = createClient<paths>({ fetch: fetchInSession });

/** The API without a session: signing in. */
export const door = createClient<paths>({ fetch: (request) => fetch(request) });

interface Spoken<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call answered, or its `Refusal`. */
export async function answered<T>(call: Promise<Spoken<T>>): Promise<T> {
  const { data, error, response } = await reached(call);
  if (data !== undefined) return data;
  throw refusalOf(response.status, error, response.headers.get("retry-after"));
}

async function reached<T>(call: Promise<Spoken<T>>): Promise<Spoken<T>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal(0, error instanceof Error ? error.message : "unreachable");
  }
}
