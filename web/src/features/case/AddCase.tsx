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

/** Opens a case; then its page is shown. */
export function AddCase({ personId, onClose }: { personId: string; onClose: () => void }) {
  const { t } = useTranslation("case");
  const shell = useTranslation();
  const label = useLabel();
  const [caseType, setCaseType] = useState<CaseType>("generic");
  const [name, setName] = useState("");
  const [loanIds, setLoanIds] = useState<string[]>([]);
  const { data: loans } = useQuery(loansAsked(personId));
  const add = useAdd(personId, onClose);
  const refusal = add.error && asRefusal(add.error);
  const atName = refusal?.fields.find(({ field }) => field === "name")?.message;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!add.isPending) add.mutate({ caseType, name: name.trim(), loanIds });
  }
  return (
    <Modal opened onClose={onClose} title={t("add")} closeButtonProps={{ "aria-label": shell.t("close") }}>
      <form onSubmit={submit} className={styles.add}>
        <Select
          label={t("type")}
          allowDeselect={false}
          searchable
          data={wordsOf("CaseType").map((value) => ({ value, label: label("CaseType", value) }))}
          value={caseType}
          onChange={(value) => value && setCaseType(value as CaseType)}
        />
        <TextInput
          size="xs"
          label={t("name")}
          withAsterisk={caseType === "generic"}
          maxLength={255}
          data-autofocus
          value={name}
          error={atName}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {loans && loans.data.length > 0 && (
          <MultiSelect
            size="xs"
            label={t("loans")}
            data={loans.data.map((loan) => ({ value: loan.id, label: loanName(loan) }))}
            value={loanIds}
            onChange={setLoanIds}
          />
        )}
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
            disabled={caseType === "generic" && name.trim() === ""}
          >
            {t("add")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface NewCase {
  readonly caseType: CaseType;
  readonly name: string;
  readonly loanIds: string[];
}

function useAdd(personId: string, onClose: () => void) {
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
      await navigate({
        to: "/crm/borrowers/$borrowerId/cases/$caseId",
        params: { borrowerId: personId, caseId: made.id },
      });
    },
  });
}
