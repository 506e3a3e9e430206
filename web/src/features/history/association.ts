import { useMutation, useQueryClient } from "@tanstack/react-query";
import { associate } from "../manager/association";

/** Links the interaction to a CRM record, or takes it off with null. */
export function useAssociation(interactionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (personId: string | null) => associate(interactionId, personId),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["history"] }),
        queries.invalidateQueries({ queryKey: ["interaction", interactionId] }),
      ]),
  });
}
