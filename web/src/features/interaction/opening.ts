import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { queries } from "../../api/queries";
import { interactionAsked } from "./asked";

/** Opens an interaction over this page; it is asked for from the press on, and while the overlay is being drawn. */
export function useOpening(personId: string) {
  const navigate = useNavigate();
  return useMemo(() => {
    const ask = (interactionId: string) =>
      void queries.prefetchQuery(interactionAsked(personId, interactionId));
    const open = (interactionId: string) => {
      ask(interactionId);
      void navigate({
        to: ".",
        search: (before) => before,
        state: { overlay: { interactionId, from: "card" } },
        resetScroll: false,
      });
    };
    return { open, ask };
  }, [navigate, personId]);
}
