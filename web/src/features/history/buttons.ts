import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { ButtonPlace, PressedButton } from "../../api/schema";

function buttonsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["history", "buttons", interactionId],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId } };
      return (await answered(api.GET("/api/history/{interactionId}/buttons", { params, signal }))).data;
    },
  });
}

/** The buttons of the active profile that fit an interaction, at a place of its page. */
export function useButtons(interactionId: string, place: ButtonPlace) {
  const { data } = useQuery(buttonsAsked(interactionId));
  return (data ?? []).filter((button) => button.place === place);
}

/** What pressing a button led to. */
export type Pressed =
  | { readonly kind: "opens"; readonly label: string; readonly url: string }
  | { readonly kind: "said"; readonly label: string; readonly message: string | null }
  | { readonly kind: "failed"; readonly label: string; readonly message: string | null };

export function usePress(interactionId: string) {
  return useMutation({
    mutationFn: async ({ id, label }: { id: string; label: string }): Promise<Pressed> => {
      const params = { path: { interactionId, buttonId: id } };
      const path = "/api/history/{interactionId}/buttons/{buttonId}";
      const pressed = pressedAs(label, (await answered(api.POST(path, { params }))).data);
      // Whoever is opened learns neither who opened them nor where from. If the browser does not let it, a link is left.
      if (pressed.kind === "opens") window.open(pressed.url, "_blank", "noopener,noreferrer");
      return pressed;
    },
  });
}

/** Reads what the API says of a press; an address that is no page is opened by nobody. */
export function pressedAs(label: string, { url, delivered, message }: PressedButton): Pressed {
  if (url && isPage(url)) return { kind: "opens", label, url };
  if (delivered) return { kind: "said", label, message: message ?? null };
  return { kind: "failed", label, message: message ?? null };
}

function isPage(url: string): boolean {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  return protocol === "https:" || protocol === "http:";
}
