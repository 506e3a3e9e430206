import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { asRefusal } from "../../api/refusal";
import type { messageOf } from "./message";
import { type Lack, lackOf } from "./template";

type Message = ReturnType<typeof messageOf>;

export interface Rendered {
  readonly shown: string;
  readonly subjectLine: string | null;
}

/**
 * What a message will say, or what its template lacks for that. Both are answers: asked again, the last one stands until
 * the next has come, and with it the field somebody is typing into.
 */
export function renderAsked(message: Message, format: "html" | "text") {
  return queryOptions({
    queryKey: ["person", message.personId, "render", format, message],
    queryFn: async ({ signal }): Promise<Rendered | { lack: Lack }> => {
      try {
        return await rendered(message, format, signal);
      } catch (error) {
        const refusal = asRefusal(error);
        if (refusal.passing) throw error;
        return { lack: lackOf(refusal.message) };
      }
    },
    staleTime: 30_000,
  });
}

async function rendered(message: Message, format: "html" | "text", signal: AbortSignal): Promise<Rendered> {
  const params = { query: { fmt: format } };
  const call = api.POST("/api/communicator/render", { params, body: message, parseAs: "text", signal });
  const shown = (await answered(call)) as string;
  const line = (await call).response.headers.get("x-subject-line");
  return { shown, subjectLine: line && decodeURIComponent(line) };
}

/** The letter as it will be printed, for the browser to save. */
export async function savePdf(message: Message, name: string): Promise<void> {
  const params = { query: { fmt: "pdf" as const } };
  const call = api.POST("/api/communicator/render", { params, body: message, parseAs: "blob" });
  const address = URL.createObjectURL((await answered(call)) as unknown as Blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
