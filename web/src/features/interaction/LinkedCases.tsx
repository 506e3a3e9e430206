import { CloseButton, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { asRefusal } from "../../api/refusal";
import type { Case } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { casesAsked } from "../borrower/asked";
import { linkedCasesAsked } from "./asked";
import styles from "./LinkedCases.module.css";

interface LinkedCasesProps {
  readonly personId: string;
  readonly interactionId: string;
}

const LINK = "/api/people/{personId}/cases/{caseId}/interactions/{interactionId}";

/** The cases an interaction belongs to; more can be linked, each can be taken off. */
export function LinkedCases({ personId, interactionId }: LinkedCasesProps) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const { data: linked } = useQuery(linkedCasesAsked(personId, interactionId));
  const { data: all } = useQuery(casesAsked(personId));
  const { mutate, error, isPending } = useCaseLinking(personId, interactionId);
  if (!all || (linked?.length ?? 0) + all.data.length === 0) return null;
  const others = all.data.filter(({ id }) => !linked?.some((one) => one.id === id));
  const nameOf = (one: Case) => one.name ?? label("CaseType", one.caseType);

  return (
    <section className={styles.cases}>
      <h3>{t("cases.title")}</h3>
      {linked?.length === 0 && <span className={styles.none}>{t("cases.none")}</span>}
      <ul>
        {linked?.map((one) => (
          <li key={one.id} className={styles.case}>
            {nameOf(one)} · {label("CaseStatus", one.status)}
            <CloseButton
              size="xs"
              disabled={isPending}
              aria-label={t("cases.unlink", { name: nameOf(one) })}
              onClick={() => mutate({ caseId: one.id, link: false })}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Select
          aria-label={t("cases.link")}
          placeholder={t("cases.link")}
          disabled={isPending}
          value={null}
          data={others.map((one) => ({ value: one.id, label: `${nameOf(one)} · ${one.id}` }))}
          onChange={(caseId) => caseId && mutate({ caseId, link: true })}
        />
      )}
      {error && <p role="alert">{asRefusal(error).message}</p>}
    </section>
  );
}

/** Links a case and an interaction, or takes the link off. */
export function useCaseLinking(personId: string, interactionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ caseId, link }: { caseId: string; link: boolean }) => {
      const params = { path: { personId, caseId, interactionId } };
      return link ? answered(api.PUT(LINK, { params })) : answered(api.DELETE(LINK, { params }));
    },
    onSuccess: async () => {
      const { queryKey } = linkedCasesAsked(personId, interactionId);
      await queries.invalidateQueries({ queryKey });
      await queries.invalidateQueries({ queryKey: ["person", personId, "history"] });
      await queries.invalidateQueries({ queryKey: ["history"] });
    },
  });
}
