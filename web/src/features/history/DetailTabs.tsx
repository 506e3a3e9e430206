import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BriefcaseBusiness, UserRoundX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { HistoryDetail, HistoryName } from "../../api/schema";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useLabel } from "../../words/vocabulary";
import { Contacts, Loans } from "../borrower/Content";
import { AboutTabs } from "../interaction/AboutTabs";
import { linkedCasesAsked } from "../interaction/asked";
import { Content } from "../interaction/Content";
import { LinkedCases } from "../interaction/LinkedCases";
import { PreviousChain } from "../interaction/PreviousChain";
import { Sensitive } from "../interaction/Sensitive";
import { Invoices, Qualifications, SurveyAnswers } from "./BesideTabs";
import styles from "./Detail.module.css";
import { MyButtons } from "./MyButtons";
import { nameOf } from "./names";

/** Everything about an interaction: itself, whose it is, which case it belongs to, what is kept beside it. */
export function DetailTabs({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  return (
    <Tabs defaultValue="interaction" keepMounted={false} className={styles.centre}>
      <Tabs.List className={styles.tabs} aria-label={t("detail.tabs")}>
        <Tabs.Tab value="interaction">{t("detail.tab.interaction")}</Tabs.Tab>
        <Tabs.Tab value="card">{t("detail.tab.card")}</Tabs.Tab>
        <Tabs.Tab value="case">{t("detail.tab.case")}</Tabs.Tab>
        <Tabs.Tab value="qualifications">{t("detail.tab.qualifications")}</Tabs.Tab>
        <Tabs.Tab value="surveyAnswers">{t("detail.tab.surveyAnswers")}</Tabs.Tab>
        <Tabs.Tab value="invoices">{t("detail.tab.invoices")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="interaction" className={styles.panel}>
        <Said detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="card" className={styles.panel}>
        <MyButtons interactionId={detail.id} place="card" />
        {detail.person ? <Card person={detail.person} /> : <NoRecord />}
      </Tabs.Panel>
      <Tabs.Panel value="case" className={styles.panel}>
        <MyButtons interactionId={detail.id} place="case" />
        {detail.person ? <Cases person={detail.person} interactionId={detail.id} /> : <NoRecord />}
      </Tabs.Panel>
      <BesidePanels detail={detail} />
    </Tabs>
  );
}

/** What other systems keep beside it. */
function BesidePanels({ detail: { interaction } }: { detail: HistoryDetail }) {
  return (
    <>
      <Tabs.Panel value="qualifications" className={styles.panel}>
        <Qualifications interaction={interaction} />
      </Tabs.Panel>
      <Tabs.Panel value="surveyAnswers" className={styles.panel}>
        <SurveyAnswers interaction={interaction} />
      </Tabs.Panel>
      <Tabs.Panel value="invoices" className={styles.panel}>
        <Invoices interaction={interaction} />
      </Tabs.Panel>
    </>
  );
}

function Said({ detail: { interaction, person } }: { detail: HistoryDetail }) {
  return (
    <>
      <Content interaction={interaction} />
      {person && <Sensitive personId={person.id} interaction={interaction} />}
      {person && <PreviousChain personId={person.id} interaction={interaction} />}
      <AboutTabs personId={person?.id ?? null} interaction={interaction} />
    </>
  );
}

function NoRecord() {
  const { t } = useTranslation("history");
  return <Empty title={t("detail.noRecord")} icon={UserRoundX} />;
}

/** The CRM record it is linked to. */
function Card({ person }: { person: HistoryName }) {
  const { t } = useTranslation("history");
  const borrower = useTranslation("borrower");
  return (
    <>
      <div className={styles.named}>
        <h2>{nameOf(person)}</h2>
        <Link to="/crm/borrowers/$borrowerId" params={{ borrowerId: person.id }}>
          {t("detail.openRecord")}
        </Link>
      </div>
      <section>
        <h3>{borrower.t("contacts.title")}</h3>
        <Contacts personId={person.id} />
      </section>
      <section>
        <h3>{borrower.t("loans.title")}</h3>
        <Loans personId={person.id} />
      </section>
    </>
  );
}

/** The cases it belongs to, with their state. */
function Cases({ person, interactionId }: { person: HistoryName; interactionId: string }) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const { data, error, refetch } = useQuery(linkedCasesAsked(person.id, interactionId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      {data.length === 0 && <Empty title={t("detail.noCases")} icon={BriefcaseBusiness} />}
      {data.map((one) => (
        <section key={one.id} className={styles.case}>
          <h3>{one.name ?? label("CaseType", one.caseType)}</h3>
          <p>
            {label("CaseType", one.caseType)} · {label("CaseStatus", one.status)} · {one.id}
          </p>
          <Link
            to="/crm/borrowers/$borrowerId/cases/$caseId"
            params={{ borrowerId: person.id, caseId: one.id }}
          >
            {t("detail.openCase")}
          </Link>
        </section>
      ))}
      <LinkedCases personId={person.id} interactionId={interactionId} />
    </>
  );
}
