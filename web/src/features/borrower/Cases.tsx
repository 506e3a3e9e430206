import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ListFilter, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Case } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { isOpen } from "../case/moves";
import { type InteractionSearch, withFilter } from "../interactions/filters";
import { casesAsked } from "./asked";
import styles from "./Cases.module.css";

const AddCase = lazy(() => import("../case/AddCase").then(({ AddCase }) => ({ default: AddCase })));

const SHOWN = 3;

/** The borrower's cases with their state; each opens beside the history, or narrows the history to itself. */
export function Cases({ personId, search }: { personId: string; search: InteractionSearch }) {
  const { t } = useTranslation("borrower");
  const [all, setAll] = useState(false);
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(casesAsked(personId));
  const cases = [...(data?.data ?? [])].sort(
    (one, other) => Number(isOpen(other.status)) - Number(isOpen(one.status)),
  );
  const shown = all ? cases : cases.slice(0, SHOWN);

  return (
    <section className={styles.cases} aria-labelledby="cases-title">
      <div className={styles.head}>
        <h2 id="cases-title">{t("cases.title")}</h2>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Plus size={13} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t("cases.add")}
        </Button>
      </div>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error && <Loading lines={1} height={21} />}
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
      <Suspense>{adding && <AddCase personId={personId} onClose={() => setAdding(false)} />}</Suspense>
    </section>
  );
}

function OneCase({ of, search }: { of: Case; search: InteractionSearch }) {
  const label = useLabel();
  const writer = useWriter();
  return (
    <li className={styles.row}>
      <Link
        to="/crm/borrowers/$borrowerId/cases/$caseId"
        params={{ borrowerId: of.personId, caseId: of.id }}
        search={search}
        className={styles.case}
      >
        <span className={styles.name}>{of.name ?? label("CaseType", of.caseType)}</span>
        <span className={styles.state} data-open={isOpen(of.status)}>
          {label("CaseStatus", of.status)}
        </span>
        <span className={styles.since}>
          <span className="numbers">{of.id}</span> · {writer.day(of.statusUpdatedAt)}
          {of.outcome && <> · {of.outcome}</>}
        </span>
      </Link>
      <Narrow caseId={of.id} search={search} />
    </li>
  );
}

/** One press narrows the history to this case. */
function Narrow({ caseId, search }: { caseId: string; search: InteractionSearch }) {
  const { t } = useTranslation("borrower");
  const navigate = useNavigate();
  const chosen = search.case === caseId;
  const name = t(chosen ? "cases.showAll" : "cases.showOnly");
  return (
    <Tooltip label={name} withArrow>
      <ActionIcon
        variant={chosen ? "light" : "subtle"}
        color={chosen ? "pine" : "gray"}
        size={26}
        aria-label={name}
        aria-pressed={chosen}
        onClick={() =>
          void navigate({
            to: ".",
            search: withFilter(search, "case", chosen ? undefined : caseId),
            replace: true,
            resetScroll: false,
          })
        }
      >
        <ListFilter size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
