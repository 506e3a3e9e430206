import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { Document } from "../../api/schema";

/** Most files of one email, and most bytes of all of them (docs/api.md, "Sending"). */
const MOST_FILES = 20;
const MOST_BYTES = 18 * 1024 * 1024;

export function isTooMuch(documents: readonly { readonly size: number }[]): boolean {
  const total = documents.reduce((sum, { size }) => sum + size, 0);
  return documents.length > MOST_FILES || total > MOST_BYTES;
}

export function documentsAsked(personId: string) {
  return queryOptions({
    queryKey: ["person", personId, "documents"],
    queryFn: async ({ signal }) => {
      const params = { path: { personId }, query: { limit: 100 } };
      return (await answered(api.GET("/api/people/{personId}/documents", { params, signal }))).data;
    },
  });
}

/** Keeps a file for a person; programs are refused by the API, with the reason. */
export async function keepDocument(personId: string, file: File): Promise<Document> {
  const call = api.POST("/api/people/{personId}/documents", {
    params: { path: { personId }, query: { name: file.name } },
    body: "",
    bodySerializer: () => file,
    headers: { "Content-Type": file.type || "application/octet-stream" },
  });
  return (await answered(call)).data;
}
