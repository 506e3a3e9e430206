import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Case } from "../../api/schema";
import { type CaseChanges, changeCase } from "./asked";

/** Changes a case; all that is shown of it is asked again. */
export function useCaseChange({ personId, id }: Pick<Case, "personId" | "id">) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: CaseChanges) => changeCase(personId, id, changes),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["person", personId, "cases"] }),
  });
}
