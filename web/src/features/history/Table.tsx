import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../api/schema";
import { useKey } from "../../shell/keys";
import { letterSize } from "../../shell/letters";
import { linesIn, useMovement } from "../../shell/movement";
import type { Rows } from "../../shell/rows";
import { useWriter } from "../../words/times";
import { useAnchor } from "./anchor";
import type { Telling } from "./Cell";
import { useColumns } from "./columns";
import { type Flight, useFlight } from "./flight";
import { ReasonTip } from "./HandlingTag";
import { HeaderRow } from "./HeaderRow";
import styles from "./History.module.css";
import type { ColumnId, useLayout } from "./layout";
import { useLinesOf, useOpening, usePlace } from "./movement";
import { News } from "./News";
import type { Reach } from "./Reached";
import { RowCard } from "./RowCard";
import type { HistorySearch } from "./search";
import type { Selection } from "./selection";
import { TableRow } from "./TableRow";
import { useSelecting } from "./useSelecting";

export interface TableProps {
  readonly rows: Rows<HistoryRow>;
  readonly search: HistorySearch;
  readonly layout: ReturnType<typeof useLayout>;
  readonly selection: Selection;
  readonly onSearch: (search: HistorySearch) => void;
  readonly onRange: (first: number, last: number) => void;
  readonly onSelect: (selection: Selection) => void;
  readonly onReach: (reach: Reach) => void;
}

/** Heights in the size of the reader's letters: a line of the table, and a card where there is no room for one. */
const LINE_REM = 2.5;
const CARD_REM = 4.75;

/** Pixels of the row of names, as the style sheet has it. */
const HEAD = 34;

/** The rows that can be seen, of any number; a card each on a narrow screen. It waits undisturbed for others. */
export const Table = memo(function Table(props: TableProps) {
  const { rows, search, layout, onSearch, selection, onSelect } = props;
  const { t } = useTranslation("history");
  const scroller = useRef<HTMLDivElement>(null);
  const [around, setAround] = useState<HTMLElement | null>(null);
  const isNarrow = useMediaQuery("(max-width: 720px)", false, { getInitialValueInEffect: false });
  const table = useColumns(search, layout, onSearch);
  const selecting = useSelecting(rows, selection, onSelect);
  return (
    <div className={styles.around} ref={setAround}>
      {/* biome-ignore lint/a11y/useSemanticElements: positioned rows; the table's size is told to readers */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is heard here are links, which have keys of their own */}
      <div
        ref={scroller}
        className={styles.table}
        role="table"
        aria-label={t("table.rows")}
        aria-rowcount={(rows.total ?? 0) + 1}
        data-narrow={isNarrow || undefined}
        style={table.style as CSSProperties}
        onClick={useOpening()}
      >
        <HeaderRow {...{ table, layout, selecting, isNarrow, search, onSearch }} />
        <Lines
          key={useLinesOf(scroller, search)}
          {...props}
          {...{ scroller, around, isNarrow }}
          columns={table.shown}
          onToggle={selecting.toggle}
        />
      </div>
      <ReasonTip around={around} />
    </div>
  );
});

type Scroller = RefObject<HTMLDivElement | null>;
type Toggle = (index: number, range: boolean) => void;

interface LinesProps extends TableProps {
  readonly scroller: Scroller;
  /** What lies around the table; news are no part of it. */
  readonly around: HTMLElement | null;
  readonly isNarrow: boolean;
  readonly columns: readonly ColumnId[];
  readonly onToggle: Toggle;
}

/** Scrolling draws these alone. */
function Lines(props: LinesProps) {
  const { scroller, rows, selection } = props;
  const { lines, news, onFocus } = useLines(scroller, props, props.isNarrow, props.onToggle);
  const { t } = useTranslation("history");
  const writer = useWriter();
  const flight = useFlight(scroller);
  return (
    <>
      {props.around && createPortal(<News count={news.count} onShow={news.show} />, props.around)}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className={styles.body} style={{ height: lines.getTotalSize() }} onFocus={onFocus}>
        {lines.getVirtualItems().map(({ key, index, start }) => (
          <Line
            key={key}
            row={rows.row(index)}
            index={index}
            start={start}
            columns={props.columns}
            isNarrow={props.isNarrow}
            isSelected={isSelected(selection, rows.row(index))}
            onToggle={props.onToggle}
            onReach={props.onReach}
            t={t}
            writer={writer}
            flight={flight}
          />
        ))}
      </div>
    </>
  );
}

/** Which lines are drawn, what has come above them, and the keys that move from one to another. */
function useLines(scroller: Scroller, props: TableProps, isNarrow: boolean, onToggle: Toggle) {
  const { rows, search, onRange } = props;
  const total = rows.total ?? 0;
  const letters = useMemo(letterSize, []);
  const height = (isNarrow ? CARD_REM : LINE_REM) * letters;
  const [wasScrolled, setScrolled] = useState(false);
  const lines = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    // At first only what is seen: that is what somebody waits for.
    overscan: wasScrolled ? 8 : 1,
    initialOffset: usePlace(scroller, search),
    // Beneath the head that stays there.
    scrollPaddingEnd: HEAD,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured of lines holds for no cards
  useEffect(() => lines.measure(), [height]);
  if (lines.isScrolling && !wasScrolled) setScrolled(true);
  const items = lines.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onRange(first, last), [onRange, first, last]);
  const news = useAnchor(scroller, rows, height, isNewestFirst(search));
  const { at, onFocus } = useMovement({
    list: scroller,
    total,
    scrollTo: (index) => lines.scrollToIndex(index, { align: "auto" }),
    firstSeen: () => Math.ceil((scroller.current?.scrollTop ?? 0) / height),
    screenful: () => linesIn((scroller.current?.clientHeight ?? 0) - HEAD, height),
    target: "a[data-way]",
  });
  const name = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: among other rows nobody has moved yet
  useEffect(() => {
    at.current = null;
  }, [at, name]);
  useKey("x", "select", () => at.current !== null && onToggle(at.current, false));
  return { lines, news, onFocus };
}

interface LineProps extends Telling, Pick<LinesProps, "columns" | "isNarrow" | "onToggle" | "onReach"> {
  readonly row: HistoryRow | undefined;
  readonly index: number;
  readonly start: number;
  readonly isSelected: boolean;
  readonly flight: Flight;
}

const Line = memo(function Line(props: LineProps) {
  const { index, start, isNarrow, columns, onReach, flight, ...card } = props;
  const [isPassing, setPassing] = useState(() => flight.isFast());
  useEffect(() => (isPassing ? flight.whenSlow(() => setPassing(false)) : undefined), [isPassing, flight]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: what is in the row takes the focus
    <div
      role="row"
      className={styles.row}
      data-index={index}
      aria-rowindex={index + 2}
      data-selected={card.isSelected || undefined}
      style={{ top: start }}
    >
      {isNarrow ? (
        <RowCard {...card} index={index} />
      ) : (
        <TableRow {...card} {...{ index, columns, onReach, isPassing }} />
      )}
    </div>
  );
});

function isSelected(selection: Selection, row: HistoryRow | undefined): boolean {
  return row !== undefined && selection.has(row.id);
}

function isNewestFirst({ sort }: HistorySearch): boolean {
  return sort === undefined || sort === "-startedAt";
}
