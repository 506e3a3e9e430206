import { answered, api } from "../../api/client";
import { PAGE } from "../../shell/rows";
import { asQuery, type InteractionSearch } from "./filters";

/** A page of the interactions of a person, newest first. */
export function pageAsked(personId: string, search: InteractionSearch, page: number) {
  return {
    queryKey: ["person", personId, "history", search, page],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const offset = page === 0 ? {} : { offset: page * PAGE };
      // What the address holds is checked by the API, which names what it does not know.
      const narrowed = asQuery(search) as object;
      const query = { ...narrowed, ...offset, view: "card" as const, sortBy: ["-startedAt"], limit: PAGE };
      const params = { path: { personId }, query };
      return answered(api.GET("/api/people/{personId}/interactions", { params, signal }));
    },
    gcTime: 30_000,
  };
}
