import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLabel } from "../../words/vocabulary";
import { casesAsked, contactsAsked, loansAsked } from "../borrower/asked";
import { wayText } from "../borrower/way";
import { loanName } from "../draft/AboutFields";
import type { Told } from "./form";

interface PartProps {
  readonly personId: string;
  readonly told: Told;
  readonly onChange: (next: Partial<Told>) => void;
}

/** The contact it took place at, of the kind that fits the channel. */
export function ContactField({ personId, told, error, onChange }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation("record");
  const { data } = useQuery(contactsAsked(personId));
  const kind = told.channel === "email" ? "email" : "phone";
  const fitting = (data?.data ?? []).filter(({ contactType }) => contactType === kind);
  return (
    <Select
      label={t("contact")}
      placeholder={t("unknown")}
      clearable
      clearButtonProps={{ "aria-label": t("unknown") }}
      data={fitting.map((contact) => ({ value: contact.id, label: wayText(contact) ?? contact.id }))}
      value={told.contactId}
      error={error}
      onChange={(contactId) => onChange({ contactId })}
    />
  );
}

/** The case and the loan it is about, where there are any. */
export function AboutFields({
  personId,
  told,
  errors,
  onChange,
}: PartProps & { errors: { [field: string]: string } }) {
  const { t } = useTranslation("record");
  const label = useLabel();
  const { data: loans } = useQuery(loansAsked(personId));
  const { data: cases } = useQuery(casesAsked(personId));
  return (
    <>
      <Select
        label={t("case")}
        placeholder={t("none")}
        clearable
        clearButtonProps={{ "aria-label": t("none") }}
        disabled={!cases || cases.data.length === 0}
        data={(cases?.data ?? []).map((one) => ({
          value: one.id,
          label: `${one.name ?? label("CaseType", one.caseType)} · ${one.id}`,
        }))}
        value={told.caseId}
        onChange={(caseId) => onChange({ caseId })}
      />
      <Select
        label={t("loan")}
        placeholder={t("none")}
        clearable
        clearButtonProps={{ "aria-label": t("none") }}
        disabled={!loans || loans.data.length === 0}
        data={(loans?.data ?? []).map((loan) => ({ value: loan.id, label: loanName(loan) }))}
        value={told.loanId}
        error={errors.loanId}
        onChange={(loanId) => onChange({ loanId })}
      />
    </>
  );
}
