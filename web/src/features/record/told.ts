import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Direction, Status, StatusDetail } from "../../api/schema";
import { newOnceKey } from "../draft/send";
import { detailsFor, type ExternalChannel, statusOf } from "./details";
import { asInteraction, mistakesIn, newlyTold, refusedFields, type Told } from "./form";
import { record } from "./record";

/** What was told so far, and what is wrong with it: told here first, then by the API. */
export function useTold(personId: string, channel: ExternalChannel, onSaved: () => void) {
  const { t } = useTranslation("record");
  const queries = useQueryClient();
  const [told, become] = useState(() => newlyTold(channel, new Date()));
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: () => {
      const note = channel === "voice" ? told.words : "";
      return record({ personId, interaction: asInteraction(told), caseId: told.caseId, note, onceKey });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["person", personId] });
      onSaved();
    },
  });
  function setTold(next: Told): void {
    become(next);
    setOnceKey(newOnceKey());
    saving.reset();
  }
  const mistakes = mistakesIn(told, new Date());
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes).length === 0 && !saving.isPending) saving.mutate();
  }
  const refusal = saving.error && asRefusal(saving.error);
  const { by, rest } = refusedFields(refusal?.fields ?? [], told);
  const seen = tried
    ? Object.entries(mistakes).map(([field, mistake]) => [field, t(`mistake.${mistake}`)])
    : [];
  return {
    told,
    setTold,
    set: (next: Partial<Told>) => setTold({ ...told, ...next }),
    errors: { ...by, ...(Object.fromEntries(seen) as Partial<Record<keyof Told, string>>) },
    rest: refusal && refusal.fields.length === 0 ? [refusal.message] : rest,
    saving: saving.isPending,
    submit,
  };
}

/** The other direction has other details and outcomes. */
export function turned(told: Told, direction: Direction): Told {
  const fits = (detail: StatusDetail | null) =>
    detail !== null && detailsFor(told.channel, direction, null).includes(detail);
  return {
    ...told,
    direction,
    statusDetails: fits(told.statusDetails) ? told.statusDetails : null,
    agentOutcome: fits(told.agentOutcome) ? told.agentOutcome : null,
  };
}

/** Another status drops a detail that contradicts it. */
export function settled(told: Told, status: Status): Told {
  const { statusDetails } = told;
  const fits = statusDetails && detailsFor(told.channel, told.direction, status).includes(statusDetails);
  return {
    ...told,
    status,
    statusDetails: fits || !statusDetails || !statusOf(statusDetails) ? statusDetails : null,
  };
}
