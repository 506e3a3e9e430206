import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Case } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { type HistorySearch, withFilter } from "../history/filters";
import { casesAsked } from "./asked";
import styles from "./Cases.module.css";

const OPEN = new Set(["initiated", "processing", "reopened"]);
const SHOWN = 3;

/** The borrower's cases with their state; one press narrows the history to one of them. */
export function Cases({ personId, search }: { personId: string; search: HistorySearch }) {
  const { t } = useTranslation("borrower");
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery(casesAsked(personId));
  const cases = [...(data?.data ?? [])].sort((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
  const shown = all ? cases : cases.slice(0, SHOWN);

  return (
    <section className={styles.cases} aria-labelledby="cases-title">
      <h2 id="cases-title">{t("cases.title")}</h2>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error && <Loading lines={1} />}
      {data && cases.length === 0 && <p className={styles.none}>{t("cases.none")}</p>}
      <ul>
        {shown.map((one) => (
          <OneCase key={one.id} of={one} search={search} />
        ))}
      </ul>
      {cases.length > shown.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t("cases.all", { count: cases.length })}
        </button>
      )}
    </section>
  );
}

function OneCase({ of, search }: { of: Case; search: HistorySearch }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const writer = useWriter();
  const navigate = useNavigate();
  const chosen = search.case === of.id;
  return (
    <li>
      <button
        type="button"
        className={styles.case}
        aria-pressed={chosen}
        title={t(chosen ? "cases.showAll" : "cases.showOnly")}
        onClick={() =>
          void navigate({
            to: ".",
            search: withFilter(search, "case", chosen ? undefined : of.id),
            replace: true,
            resetScroll: false,
          })
        }
      >
        <span className={styles.name}>{of.name ?? label("CaseType", of.caseType)}</span>
        <span className={styles.state} data-open={isOpen(of)}>
          {label("CaseStatus", of.status)}
        </span>
        <span className={styles.since}>
          <span className="numbers">{of.id}</span> · {writer.day(of.statusUpdatedAt)}
          {of.outcome && <> · {of.outcome}</>}
        </span>
      </button>
    </li>
  );
}

function isOpen({ status }: Case): boolean {
  return OPEN.has(status);
}
