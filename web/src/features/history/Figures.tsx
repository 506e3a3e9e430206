import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryDurations, HistoryTotals } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel, wordsOf } from "../../words/vocabulary";
import { totalsAsked } from "./asked";
import { Chart } from "./Chart";
import { type Division, VOCABULARIES } from "./chart";
import styles from "./Figures.module.css";
import { type HistorySearch, listOf, NONE, toggled } from "./search";

interface FiguresProps {
  readonly search: HistorySearch;
  /** Whether the rows are there: who waits for both waits for the rows. */
  readonly isNext: boolean;
  readonly zone: string;
  readonly onSearch: (search: HistorySearch) => void;
}

/** Volume over time and how long people waited, of the same rows as the table; a press narrows both. */
export const Figures = memo(function Figures({ search, isNext, zone, onSearch }: FiguresProps) {
  const { t } = useTranslation("history");
  const [division, setDivision] = useState<Division>("flow");
  const [open, setOpen] = useState(() => !matchMedia("(max-width: 720px)").matches);
  const { data: totals, error } = useQuery({ ...totalsAsked(search, zone), enabled: open && isNext });
  if (error && !totals) return null;
  return (
    <section className={styles.figures} aria-label={t("chart.show")} data-open={open || undefined}>
      <Side open={open} onOpen={setOpen} division={division} onDivision={setDivision} />
      {open && !totals && <Place />}
      {open && totals && <Drawn totals={totals} division={division} search={search} onSearch={onSearch} />}
    </section>
  );
});

interface SideProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly division: Division;
  readonly onDivision: (division: Division) => void;
}

/** How the figures are shown. */
const Side = memo(function Side({ open, onOpen, division, onDivision }: SideProps) {
  const { t } = useTranslation("history");
  return (
    <div className={styles.side}>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => onOpen(!open)}>
        <ChartColumn size={14} aria-hidden />
        {t(open ? "chart.hide" : "chart.show")}
      </button>
      {open && (
        <SegmentedControl
          size="xs"
          aria-label={t("chart.by")}
          data={(["flow", "handlingStatus"] as const).map((value) => ({
            value,
            label: t(`chart.${value}`),
          }))}
          value={division}
          onChange={(value) => onDivision(value as Division)}
        />
      )}
    </div>
  );
});

/** Where the figures will stand: the table below does not move when they come. */
function Place() {
  return (
    <div className={styles.volume}>
      <div className={styles.chart} />
      <div className={styles.legend} />
    </div>
  );
}

interface DrawnProps extends Omit<FiguresProps, "zone" | "isNext"> {
  readonly totals: HistoryTotals;
  readonly division: Division;
}

const Drawn = memo(function Drawn({ totals, division, search, onSearch }: DrawnProps) {
  const { t } = useTranslation("history");
  return (
    <>
      <div className={styles.volume}>
        <Chart volume={totals.volume} division={division} search={search} onSearch={onSearch} />
        <Legend totals={totals} division={division} search={search} onSearch={onSearch} />
      </div>
      <div className={styles.durations}>
        <Duration name={t("chart.waiting")} of={totals.waiting} />
        <Duration name={t("chart.handling")} of={totals.handling} />
      </div>
    </>
  );
});

/** What the colours mean, with how many there are; pressed, only those stay. */
function Legend({ totals, division, search, onSearch }: DrawnProps) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const writer = useWriter();
  const counted = countsOf(totals, division);
  const legend = useSteadyHeight<HTMLDivElement>();
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form
    <div ref={legend} className={styles.legend} role="group" aria-label={t(`chart.${division}`)}>
      {counted.map(({ word, count }) => {
        const name = word === null ? t("chart.without") : label(VOCABULARIES[division], word);
        return (
          <button
            key={word ?? NONE}
            type="button"
            aria-pressed={listOf(search[division]).includes(word ?? NONE)}
            aria-label={t("chart.only", { word: name, shown: writer.number(count) })}
            onClick={() => onSearch(toggled(search, division, word ?? NONE))}
          >
            <span className={styles.dot} data-word={word ?? NONE} aria-hidden />
            {name} <span className="numbers">{writer.number(count)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** What it is given to stays as high as it has been at its width: fewer words move nothing below them. */
function useSteadyHeight<Of extends HTMLElement>() {
  const ref = useRef<Of>(null);
  useEffect(() => {
    const of = ref.current;
    if (!of) return;
    let width = 0;
    const resized = new ResizeObserver(() => {
      if (of.offsetWidth !== width) of.style.minHeight = "";
      width = of.offsetWidth;
      of.style.minHeight = `${of.offsetHeight}px`;
    });
    resized.observe(of);
    return () => resized.disconnect();
  }, []);
  return ref;
}

/** In the order of the vocabulary, so that nothing changes place when figures change. */
function countsOf(totals: HistoryTotals, division: Division): { word: string | null; count: number }[] {
  const counts =
    division === "flow"
      ? totals.flows.map(({ flow, count }) => ({ word: flow ?? null, count }))
      : totals.handlingStatuses.map(({ handlingStatus, count }) => ({ word: handlingStatus ?? null, count }));
  const order = wordsOf(VOCABULARIES[division]);
  const at = (word: string | null) => (word === null ? order.length : order.indexOf(word));
  return counts.filter(({ count }) => count > 0).sort((one, other) => at(one.word) - at(other.word));
}

const Duration = memo(function Duration({ name, of }: { name: string; of: HistoryDurations }) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  return (
    <dl className={styles.duration} aria-label={t("chart.percentiles", { name })}>
      <dt>{name}</dt>
      <dd className={styles.of}>
        {of.count > 0 ? t("chart.of", { shown: writer.number(of.count) }) : t("chart.unmeasured")}
      </dd>
      {of.count > 0 &&
        (["p50", "p90", "p95"] as const).map((part) => (
          <dd key={part} className="numbers">
            <span>{t(`chart.${part}`)}</span> {writer.duration(of[part] ?? 0)}
          </dd>
        ))}
    </dl>
  );
});
