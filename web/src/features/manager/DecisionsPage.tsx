import { Button, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { isRecord } from "../../api/refusal";
import type { DecisionBody } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { Reason } from "../borrower/Reason";
import { reasonsOf } from "../interaction/reasons";
import { BorrowerLink } from "./BorrowerLink";
import { type DecisionSearch, decisionsFor } from "./decisions";
import { ExplainedRow } from "./ExplainedRow";
import { GrowingList } from "./GrowingList";
import styles from "./Manager.module.css";
import { useMore } from "./more";

const route = getRouteApi("/inside/crm/manager/decisions");

/** What was decided about real contacts, and why. */
export default function DecisionsPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("place.decisions"));
  const search = route.useSearch();
  const list = useMore(["interactions", "decisions", search], decisionsFor(search));
  return (
    <section className={styles.panel} aria-label={t("place.decisions")}>
      <Filters search={search} />
      <GrowingList
        list={list}
        label={t("place.decisions")}
        none={t("decisions.none")}
        noneHelp={t("decisions.noneHelp")}
        keyOf={({ id }) => id}
        shown={(row) => <Decision decision={row} />}
      />
    </section>
  );
}

function Filters({ search }: { search: DecisionSearch }) {
  const { t } = useTranslation("manager");
  const label = useLabel();
  const navigate = useNavigate();
  const set = (next: { [Name in keyof DecisionSearch]?: string | undefined }) =>
    void navigate({
      to: "/crm/manager/decisions",
      search: { ...search, ...next } as DecisionSearch,
      replace: true,
    });
  const outcomes = (["allow", "defer", "deny"] as const).map((value) => ({
    value,
    label: label("GuardOutcome", value),
  }));
  return (
    <div className={styles.bar}>
      <SegmentedControl
        size="xs"
        aria-label={t("decisions.outcome")}
        data={[{ value: "all", label: t("decisions.all") }, ...outcomes]}
        value={search.outcome ?? "all"}
        onChange={(value) => set({ outcome: value === "all" ? undefined : value })}
      />
      <RuleField rule={search.rule ?? null} onRule={(rule) => set({ rule: rule ?? undefined })} />
      {search.person && (
        <Button
          variant="light"
          size="compact-sm"
          rightSection={<X size={12} aria-hidden />}
          onClick={() => set({ person: undefined })}
        >
          {search.person}
        </Button>
      )}
    </div>
  );
}

function RuleField({ rule, onRule }: { rule: string | null; onRule: (rule: string | null) => void }) {
  const { t } = useTranslation("manager");
  const { data: rules } = useQuery({
    queryKey: ["rules", "all"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 100 } };
      return (await answered(api.GET("/api/guard/rules", { params, signal }))).data;
    },
  });
  return (
    <Select
      className={styles.grow ?? ""}
      aria-label={t("decisions.rule")}
      placeholder={t("decisions.rule")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("decisions.everyRule") }}
      data={(rules ?? []).map(({ id, title }) => ({ value: id, label: `${id} · ${title}` }))}
      value={rule}
      onChange={onRule}
    />
  );
}

function Decision({ decision }: { decision: DecisionBody }) {
  const label = useLabel();
  return (
    <ExplainedRow
      channel={decision.channel}
      facts={
        <>
          <BorrowerLink personId={decision.personId} interactionId={decision.interactionId} />
          <span className={styles.outcome} data-outcome={decision.outcome}>
            {label("GuardOutcome", decision.outcome)}
          </span>
          <span>{label("DecisionPhase", decision.phase)}</span>
        </>
      }
      at={decision.at}
      ruleId={decision.complianceGuardRuleId}
      preview={`${label("Channel", decision.channel)} · ${label("Theme", decision.theme)}`}
      explained={() => <Explained decision={decision} />}
    />
  );
}

/** The whole answer as it was given then: every rule in the way, what only warned, what let it pass. */
function Explained({ decision }: { decision: DecisionBody }) {
  const { t } = useTranslation("manager");
  const writer = useWriter();
  const told = isRecord(decision.decision) ? decision.decision : {};
  const parts = (["reasons", "warnings", "passes"] as const).map(
    (name) => [name, reasonsOf(told[name])] as const,
  );
  const precondition = isRecord(told.precondition) ? String(told.precondition.message ?? "") : "";
  return (
    <>
      {precondition && <p>{precondition}</p>}
      {parts.every(([, reasons]) => reasons.length === 0) && !precondition && <p>{t("decisions.nothing")}</p>}
      {parts.map(
        ([name, reasons]) =>
          reasons.length > 0 && (
            <section key={name}>
              <h3>{t(`decisions.${name}`)}</h3>
              <ul className={styles.reasons}>
                {reasons.map((reason) => (
                  <Reason key={reason.ruleId + reason.message} reason={reason} />
                ))}
              </ul>
            </section>
          ),
      )}
      {typeof told.nextAllowedAt === "string" && (
        <p>{t("decisions.next", { when: writer.moment(told.nextAllowedAt) })}</p>
      )}
      <p className={styles.faint}>
        {t("decisions.book", { book: decision.rulebookVersion, id: decision.id })} ·{" "}
        <span title={decision.factsDigest}>
          {t("decisions.facts", { digest: decision.factsDigest.slice(0, 12) })}
        </span>
      </p>
    </>
  );
}
