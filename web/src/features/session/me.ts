import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { useSession } from "../../api/session";

function meAsked() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: async ({ signal }) => (await answered(api.GET("/api/users/me", { signal }))).data,
  });
}

/** The profiles of whoever is signed in, the active one, and what of the history it opens. */
export function useMe() {
  const { user } = useSession();
  const { data } = useQuery({ ...meAsked(), enabled: user !== null });
  return {
    profiles: data?.profiles ?? [],
    active: data?.activeProfileId ?? null,
    access: data?.historyAccess ?? null,
    hasHistory: data?.historyAccess !== "none",
  };
}

/** Works under another profile from now on; what it shows and hides is asked again. */
export function useProfileSwitch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (profileId: string) =>
      answered(api.PUT("/api/users/me/profile", { body: { profileId } })),
    onSuccess: () =>
      Promise.all(["me", "history", "queues"].map((name) => queries.resetQueries({ queryKey: [name] }))),
  });
}
