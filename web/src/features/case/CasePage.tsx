import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Case } from "../../api/schema";
import { CopyId } from "../../shell/CopyId";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { loansAsked } from "../borrower/asked";
import { loanName } from "../draft/AboutFields";
import { Happenings } from "../interaction/Timeline";
import { Notes } from "../notes/Notes";
import { Assignee } from "./Assignee";
import { caseAsked, caseEventsAsked } from "./asked";
import styles from "./Case.module.css";
import { useCaseChange } from "./change";
import { DoNotInteractSection } from "./DoNotInteractSection";
import { LinkedInteractions } from "./LinkedInteractions";
import { isOpen } from "./moves";
import { StatusMoves } from "./StatusMoves";

const route = getRouteApi("/inside/crm/borrowers/$borrowerId/cases/$caseId");

/** One case, beside the borrower's history. */
export default function CasePage() {
  const { borrowerId, caseId } = route.useParams();
  const { data, error, refetch } = useQuery(caseAsked(borrowerId, caseId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  return <WholeCase key={data.id} of={data} />;
}

function WholeCase({ of }: { of: Case }) {
  const { t } = useTranslation("case");
  const { personId, id } = of;
  return (
    <article className={styles.case} aria-labelledby="case-title">
      <Head of={of} />
      <StatusMoves of={of} />
      <Assignee of={of} />
      <Facts of={of} />
      <section aria-labelledby="closed-title">
        <h3 id="closed-title">{t("closed.title")}</h3>
        <DoNotInteractSection personId={personId} caseId={id} />
      </section>
      <section aria-labelledby="case-notes-title">
        <h3 id="case-notes-title">{t("notes")}</h3>
        <Notes about={{ kind: "case", personId, caseId: id }} />
      </section>
      <section aria-labelledby="linked-title">
        <h3 id="linked-title">{t("linked.title")}</h3>
        <LinkedInteractions personId={personId} caseId={id} />
      </section>
      <section aria-labelledby="case-events-title">
        <h3 id="case-events-title">{t("events")}</h3>
        <CaseEvents personId={personId} caseId={id} />
      </section>
    </article>
  );
}

function Head({ of }: { of: Case }) {
  const { t } = useTranslation("case");
  const label = useLabel();
  const writer = useWriter();
  const kind = label("CaseType", of.caseType);
  return (
    <header className={styles.head}>
      <Link
        to="/crm/borrowers/$borrowerId"
        params={{ borrowerId: of.personId }}
        search={(before) => before}
        className={styles.back}
      >
        <ArrowLeft size={14} aria-hidden />
        {t("back")}
      </Link>
      <div className={styles.titleLine}>
        <h2 id="case-title">{of.name ?? kind}</h2>
        <span className={styles.status} data-open={isOpen(of.status)}>
          {label("CaseStatus", of.status)}
        </span>
      </div>
      <p className={styles.sub}>
        {of.name && <span>{kind}</span>}
        <CopyId id={of.id} />
        {of.externalId && <CopyId id={of.externalId} />}
        <span title={writer.exact(of.statusUpdatedAt)}>
          {t("since", { when: writer.moment(of.statusUpdatedAt) })}
        </span>
        <span title={writer.exact(of.createdAt)}>
          {t("openedBy", { who: of.createdBy.name, when: writer.moment(of.createdAt) })}
        </span>
      </p>
    </header>
  );
}

/** Name, outcome and loans; each is saved when one leaves it. */
function Facts({ of }: { of: Case }) {
  const { t } = useTranslation("case");
  const { data: loans } = useQuery(loansAsked(of.personId));
  const names = of.loanIds.map((id) => {
    const loan = loans?.data.find((one) => one.id === id);
    return loan ? loanName(loan) : id;
  });
  return (
    <div className={styles.facts}>
      <Fact of={of} field="name" />
      <Fact of={of} field="outcome" />
      {names.length > 0 && (
        <p className={styles.loans}>
          <span>{t("loans")}</span> {names.join(", ")}
        </p>
      )}
    </div>
  );
}

function Fact({ of, field }: { of: Case; field: "name" | "outcome" }) {
  const { t } = useTranslation("case");
  const saved = of[field] ?? "";
  const [value, setValue] = useState(saved);
  useEffect(() => setValue(saved), [saved]);
  const save = useCaseChange(of);
  function leave(): void {
    const next = value.trim();
    if (next !== saved) save.mutate({ [field]: next === "" ? null : next });
  }
  return (
    <TextInput
      size="xs"
      label={t(field)}
      placeholder={t(`${field}Hint`)}
      maxLength={255}
      value={value}
      error={save.error && asRefusal(save.error).message}
      onChange={({ currentTarget }) => setValue(currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}

function CaseEvents({ personId, caseId }: { personId: string; caseId: string }) {
  const { data, error, refetch } = useQuery(caseEventsAsked(personId, caseId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={3} />;
  return <Happenings events={data} />;
}
