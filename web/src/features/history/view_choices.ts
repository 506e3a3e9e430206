import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { SeenView } from "../../api/schema";
import type { Choice } from "../../shell/Chooser";
import { searchOf, viewsAsked } from "./views";

/** The saved views as choices that lead to the history, for who may see it. */
export function useViewChoices(isOpen: boolean): (Choice & { readonly name: string })[] {
  const navigate = useNavigate();
  const { data } = useQuery({ ...viewsAsked(), enabled: isOpen });
  const open = (view: SeenView) =>
    void navigate({ to: "/history", search: searchOf(view), state: { view: view.id } });
  return (isOpen ? (data ?? []) : []).map((view) => ({
    id: view.id,
    name: view.name,
    shown: view.name,
    act: () => open(view),
  }));
}
