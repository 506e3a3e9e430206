import { SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { RuleBody } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useLabel } from "../../words/vocabulary";
import { Explanation } from "../borrower/Reason";
import styles from "./Manager.module.css";

type Which = "all" | "on" | "off";

/** The company's rules in the order in which they are asked. */
export default function RulesPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("place.rules"));
  const [text, setText] = useState("");
  const [which, setWhich] = useState<Which>("all");
  const { data, error, refetch } = useQuery({
    queryKey: ["rules", "all"],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 100 } };
      return (await answered(api.GET("/api/guard/rules", { params, signal }))).data;
    },
  });
  const shown = (data ?? []).filter((rule) => fits(rule, text, which));
  return (
    <section className={styles.panel} aria-label={t("place.rules")}>
      <div className={styles.bar}>
        <TextInput
          size="xs"
          className={styles.grow ?? ""}
          aria-label={t("rules.search")}
          placeholder={t("rules.search")}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("rules.which")}
          data={(["all", "on", "off"] as const).map((value) => ({ value, label: t(`rules.show.${value}`) }))}
          value={which}
          onChange={(value) => setWhich(value as Which)}
        />
      </div>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error && <Loading lines={8} height={32} />}
      {data && shown.length === 0 && <Empty title={t("rules.none")} />}
      {shown.length > 0 && (
        <ul className={styles.rows} aria-label={t("place.rules")}>
          {shown.map((rule) => (
            <Rule key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Rule({ rule }: { rule: RuleBody }) {
  const { t } = useTranslation("manager");
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.row} data-off={!rule.enabled || undefined}>
      <button type="button" className={styles.rule} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden className={styles.chevron} />
        <span className={styles.ruleTitle}>
          {rule.title} <code>{rule.id}</code>
        </span>
        <span className={styles.faint}>{rule.citation}</span>
        <span className={styles.switch} data-severity={rule.enabled ? rule.severity : "off"}>
          {rule.enabled ? t(`rules.severity.${rule.severity as "block"}`) : t("rules.off")}
        </span>
      </button>
      {open && <RuleDetails rule={rule} />}
    </li>
  );
}

function RuleDetails({ rule }: { rule: RuleBody }) {
  const { t } = useTranslation("manager");
  const label = useLabel();
  const facts: [string, string][] = [
    [t("rules.jurisdiction"), rule.jurisdiction],
    [t("rules.binds"), t(`rules.bind.${rule.binds as "everyone"}`)],
    [t("rules.channels"), rule.channels.map((channel) => label("Channel", channel)).join(", ")],
    [t("rules.themes"), rule.themes.map((theme) => label("Theme", theme)).join(", ")],
    [t("rules.overridable"), t(`rules.override.${rule.overridable as "never"}`)],
    [t("rules.source"), t(`rules.sources.${rule.source as "primary"}`)],
    [t("rules.version"), String(rule.version)],
    [t("rules.note"), rule.note ?? ""],
  ];
  return (
    <div className={styles.content}>
      <p>{rule.about}</p>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Explanation ruleId={rule.id} />
      <Link to="/crm/manager/decisions" search={{ rule: rule.id }} className={styles.all}>
        {t("rules.decisions")}
      </Link>
    </div>
  );
}

function fits(
  { id, title, about, citation, jurisdiction, enabled }: RuleBody,
  text: string,
  which: Which,
): boolean {
  if (which !== "all" && enabled !== (which === "on")) return false;
  const words = [id, title, about, citation, jurisdiction].join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
