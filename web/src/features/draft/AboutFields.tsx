import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Loan, TemplateDescriptor, Theme } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import { casesAsked, loansAsked } from "../borrower/asked";
import styles from "./Draft.module.css";
import type { Change, DraftChannel, DraftWords } from "./kept";
import { needsTheme } from "./template";

/** What agents write about; account credentials are sent by systems alone. */
export const THEMES: readonly Theme[] = [
  "opsServicing",
  "opsCollDebt",
  "opsServicingDebtValidation",
  "opsServicingNegativeCreditReportNotice",
  "opsServicingTimeBarredNotice",
  "opsCollLocateBorrower",
];

interface AboutProps {
  readonly personId: string;
  readonly channel: DraftChannel;
  readonly templates: readonly TemplateDescriptor[];
  readonly template: TemplateDescriptor | null;
  readonly draft: DraftWords;
  readonly onChange: Change;
}

/** What it is about: the template, the reason, the loan, the case. */
export function AboutFields({ personId, channel, templates, template, draft, onChange }: AboutProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  return (
    <div className={styles.pair}>
      {(templates.length > 0 || channel === "mail") && (
        <Select
          label={t("template")}
          placeholder={t(channel === "mail" ? "chooseTemplate" : "freeWords")}
          nothingFoundMessage={t("noTemplates")}
          searchable={templates.length > 8}
          clearable
          clearButtonProps={{ "aria-label": t("freeWords") }}
          data={templates.map((one) => ({ value: one.id, label: templateName(one, templates) }))}
          value={template?.id ?? null}
          onChange={(templateId) => onChange({ templateId, values: {} })}
        />
      )}
      {needsTheme(template) && channel !== "mail" && (
        <Select
          label={t("about")}
          allowDeselect={false}
          data={THEMES.map((theme) => ({ value: theme, label: label("Theme", theme) }))}
          value={draft.theme}
          onChange={(theme) => theme && onChange({ theme: theme as Theme })}
        />
      )}
      <RecordChoices personId={personId} draft={draft} onChange={onChange} />
    </div>
  );
}

type RecordProps = Pick<AboutProps, "personId" | "draft" | "onChange">;

/** The loan and the case it is about, where there are any. */
export function RecordChoices({ personId, draft, onChange }: RecordProps) {
  const { t } = useTranslation("draft");
  const label = useLabel();
  const { data: loans } = useQuery(loansAsked(personId));
  const { data: cases } = useQuery(casesAsked(personId));
  return (
    <>
      {loans && loans.data.length > 0 && (
        <Select
          label={t("loan")}
          placeholder={t("everyLoan")}
          clearable
          clearButtonProps={{ "aria-label": t("everyLoan") }}
          data={loans.data.map((loan) => ({ value: loan.id, label: loanName(loan) }))}
          value={draft.loanId}
          onChange={(loanId) => onChange({ loanId })}
        />
      )}
      {cases && cases.data.length > 0 && (
        <Select
          label={t("case")}
          placeholder={t("noCase")}
          clearable
          clearButtonProps={{ "aria-label": t("noCase") }}
          data={cases.data.map((one) => ({
            value: one.id,
            label: `${one.name ?? label("CaseType", one.caseType)} · ${one.id}`,
          }))}
          value={draft.caseId}
          onChange={(caseId) => onChange({ caseId })}
        />
      )}
    </>
  );
}

export function loanName(loan: Loan): string {
  return loan.nickname ?? loan.displayId ?? loan.externalId ?? loan.id;
}

/** Languages are told apart where there are several. */
function templateName({ name, language }: TemplateDescriptor, all: readonly TemplateDescriptor[]): string {
  const several = new Set(all.map((one) => one.language)).size > 1;
  return several ? `${name} · ${language}` : name;
}
