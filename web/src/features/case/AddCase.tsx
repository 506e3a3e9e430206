import { Button, Modal, MultiSelect, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { asRefusal } from "../../api/refusal";
import type { CaseType } from "../../api/schema";
import { useLabel, wordsOf } from "../../words/vocabulary";
import { loansAsked } from "../borrower/asked";
import { loanName } from "../draft/AboutFields";
import styles from "./Case.module.css";

interface NewCase {
  readonly caseType: CaseType;
  readonly name: string;
  readonly loanIds: string[];
}

interface AddProps {
  readonly personId: string;
  readonly onClose: () => void;
  /** What is done with the case, instead of showing its page. */
  readonly onMade?: (caseId: string) => void;
}

/** Opens a case; then its page is shown. */
export function AddCase({ personId, onClose, onMade }: AddProps) {
  const { t } = useTranslation("case");
  const shell = useTranslation();
  const [given, setGiven] = useState<NewCase>({ caseType: "generic", name: "", loanIds: [] });
  const add = useAdd(personId, onClose, onMade);
  const refusal = add.error && asRefusal(add.error);
  const atName = refusal?.fields.find(({ field }) => field === "name")?.message;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!add.isPending) add.mutate({ ...given, name: given.name.trim() });
  }
  return (
    <Modal opened onClose={onClose} title={t("add")} closeButtonProps={{ "aria-label": shell.t("close") }}>
      <form onSubmit={submit} className={styles.add}>
        <CaseFields personId={personId} given={given} nameError={atName} onGiven={setGiven} />
        {refusal && !atName && (
          <p role="alert" className={styles.refused}>
            {refusal.message}
          </p>
        )}
        <div className={styles.end}>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            loading={add.isPending}
            disabled={given.caseType === "generic" && given.name.trim() === ""}
          >
            {t("add")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  readonly personId: string;
  readonly given: NewCase;
  readonly nameError: string | undefined;
  readonly onGiven: (given: NewCase) => void;
}

function CaseFields({ personId, given, nameError, onGiven }: FieldsProps) {
  const { t } = useTranslation("case");
  const label = useLabel();
  const { data: loans } = useQuery(loansAsked(personId));
  const set = (next: Partial<NewCase>) => onGiven({ ...given, ...next });
  return (
    <>
      <Select
        label={t("type")}
        allowDeselect={false}
        searchable
        data={wordsOf("CaseType").map((value) => ({ value, label: label("CaseType", value) }))}
        value={given.caseType}
        onChange={(value) => value && set({ caseType: value as CaseType })}
      />
      <TextInput
        size="xs"
        label={t("name")}
        withAsterisk={given.caseType === "generic"}
        maxLength={255}
        data-autofocus
        value={given.name}
        error={nameError}
        onChange={({ currentTarget: { value } }) => set({ name: value })}
      />
      {loans && loans.data.length > 0 && (
        <MultiSelect
          size="xs"
          label={t("loans")}
          data={loans.data.map((loan) => ({ value: loan.id, label: loanName(loan) }))}
          value={given.loanIds}
          onChange={(loanIds) => set({ loanIds })}
        />
      )}
    </>
  );
}

function useAdd(personId: string, onClose: () => void, onMade: AddProps["onMade"]) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ name, ...given }: NewCase) => {
      const body = { ...given, ...(name !== "" && { name }) };
      const params = { path: { personId } };
      return (await answered(api.POST("/api/people/{personId}/cases", { params, body }))).data;
    },
    onSuccess: async (made) => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["person", personId, "cases"] });
      if (onMade) return onMade(made.id);
      await navigate({
        to: "/crm/borrowers/$borrowerId/cases/$caseId",
        params: { borrowerId: personId, caseId: made.id },
      });
    },
  });
}
