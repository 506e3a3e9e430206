import { type KeyboardEvent, memo, useCallback, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryVolume } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel, wordsOf } from "../../words/vocabulary";
import { useCalendar } from "./calendar";
import { type Bar, barsOf, ceilingOf, type Division, VOCABULARIES } from "./chart";
import { dayIn, justBefore } from "./days";
import styles from "./Figures.module.css";
import { changed, type HistorySearch, NONE } from "./search";

interface ChartProps {
  readonly volume: readonly HistoryVolume[];
  readonly division: Division;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

const DAY = 86_400_000;
const HIGH = 100;
/** Pixels of a bar at most: a single one is not as wide as the page. */
const WIDEST = 84;

/** A bar for each hour or day. Pressed, the table shows that time, and where a part was pressed only that part. */
export function Chart({ volume, division, search, onSearch }: ChartProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const id = useId();
  const bars = useMemo(() => barsOf(volume, division, wordsOf(VOCABULARIES[division])), [volume, division]);
  const narrow = useNarrowing(search, division, onSearch);
  if (bars.length === 0) return <div className={styles.chart} />;
  return (
    <figure className={styles.chart} style={{ maxWidth: bars.length * WIDEST }} aria-labelledby={id}>
      <figcaption id={id} className="only-spoken">
        {t("chart.label")}
      </figcaption>
      <span className={`${styles.ceiling} numbers`} aria-hidden>
        {writer.number(ceilingOf(bars))}
      </span>
      <Bars bars={bars} division={division} onNarrow={narrow} />
      <Axis bars={bars} />
    </figure>
  );
}

/** Always the same: the bars are not drawn anew because something else was narrowed. */
function useNarrowing(search: HistorySearch, division: Division, onSearch: ChartProps["onSearch"]) {
  const now = useRef({ search, division, onSearch });
  now.current = { search, division, onSearch };
  return useCallback((bar: Bar, word?: string | null) => {
    const { search, division, onSearch } = now.current;
    const part = word !== undefined && { [division]: word ?? NONE };
    onSearch(changed(search, { from: bar.from, to: justBefore(bar.to), ...part }));
  }, []);
}

interface BarsProps {
  readonly bars: readonly Bar[];
  readonly division: Division;
  readonly onNarrow: (bar: Bar, word?: string | null) => void;
}

const Bars = memo(function Bars({ bars, division, onNarrow }: BarsProps) {
  const arrows = useArrows(bars.length);
  const ceiling = ceilingOf(bars);
  const { told, nameOf } = useTold(division);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the figure has a caption
    <svg
      ref={arrows.ref}
      viewBox={`0 0 ${bars.length} ${HIGH}`}
      preserveAspectRatio="none"
      onKeyDown={arrows.press}
    >
      {bars.map((bar, at) => (
        <OneBar
          key={bar.from}
          {...{ bar, at, ceiling, nameOf, onNarrow }}
          told={told(bar)}
          isReached={at === arrows.at}
        />
      ))}
    </svg>
  );
});

/** What a bar and its parts are called. */
function useTold(division: Division) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const writer = useWriter();
  const { whole } = useBarWords();
  return {
    told: (bar: Bar) => t("chart.bar", { when: whole(bar), shown: writer.number(bar.total) }),
    nameOf: (word: string | null, count: number) =>
      `${word === null ? t("chart.without") : label(VOCABULARIES[division], word)}: ${writer.number(count)}`,
  };
}

interface BarProps {
  readonly bar: Bar;
  readonly at: number;
  readonly ceiling: number;
  readonly told: string;
  readonly nameOf: (word: string | null, count: number) => string;
  /** Whether Tab leads to this one. */
  readonly isReached: boolean;
  readonly onNarrow: BarsProps["onNarrow"];
}

function OneBar({ bar, at, ceiling, told, nameOf, isReached, onNarrow }: BarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of a drawing
    <g
      role="button"
      tabIndex={isReached ? 0 : -1}
      onClick={() => onNarrow(bar)}
      onKeyDown={(event) => pressed(event, () => onNarrow(bar))}
    >
      <title>{told}</title>
      <rect x={at} y={0} width={1} height={HIGH} className={styles.ground} />
      {stacked(bar, ceiling).map(({ word, count, top, height }) => (
        <rect
          key={word ?? NONE}
          x={at + 0.1}
          y={top}
          width={0.8}
          height={height}
          className={styles.part}
          data-word={word ?? NONE}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            onNarrow(bar, word);
          }}
        >
          <title>{`${told}\n${nameOf(word, count)}`}</title>
        </rect>
      ))}
    </g>
  );
}

function pressed(event: KeyboardEvent, act: () => void): void {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  act();
}

/** The parts of a bar, one above the other. */
function stacked({ parts }: Bar, ceiling: number) {
  let top = HIGH;
  return parts.map(({ word, count }) => {
    const height = (count / ceiling) * HIGH;
    top -= height;
    return { word, count, top, height };
  });
}

/** One bar is reached by Tab, the others from it by the arrows. */
function useArrows(count: number) {
  const ref = useRef<SVGSVGElement>(null);
  const [at, setAt] = useState(0);
  const last = Math.max(0, count - 1);
  function press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -count, End: count };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, Math.min(at, last) + step));
    setAt(next);
    (ref.current?.children[next] as SVGGElement | undefined)?.focus();
  }
  return { ref, at: Math.min(at, last), press };
}

/** When the first bar begins, one in the middle, and the last. */
function Axis({ bars }: { bars: readonly Bar[] }) {
  const { beginning } = useBarWords();
  const first = bars[0];
  const last = bars.at(-1);
  const middle = bars.length > 4 ? bars[Math.floor(bars.length / 2)] : undefined;
  const marks = [first, middle, last === first ? undefined : last].filter((bar) => bar !== undefined);
  return (
    <div className={styles.axis} aria-hidden>
      {marks.map((bar) => (
        <time key={bar.from} dateTime={bar.from}>
          {beginning(bar)}
        </time>
      ))}
    </div>
  );
}

/** A day is one of the company's, wherever it is looked at; an hour is told as everywhere on these pages. */
function useBarWords() {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const { zone, today } = useCalendar();
  const dayWords = (from: string) => {
    const day = dayIn(zone, new Date(from));
    return day === today ? t("period.today") : writer.date(day);
  };
  return {
    beginning: (bar: Bar) => (isLong(bar) ? dayWords(bar.from) : writer.moment(bar.from)),
    whole: (bar: Bar) =>
      isLong(bar) ? dayWords(bar.from) : `${writer.moment(bar.from)} – ${writer.time(bar.to)}`,
  };
}

function isLong({ from, to }: Bar): boolean {
  return Date.parse(to) - Date.parse(from) > DAY / 2;
}
