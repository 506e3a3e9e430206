import { useVirtualizer } from "@tanstack/react-virtual";
import { SearchX } from "lucide-react";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { letterSize } from "../../shell/letters";
import { linesIn, useMovement } from "../../shell/movement";
import { type Rows as LoadedRows, usePages, useRows } from "../../shell/rows";
import { SearchField } from "../../shell/SearchField";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useOpening } from "../interaction/opening";
import { AddInteraction } from "../record/AddInteraction";
import { pageAsked } from "./asked";
import { type InteractionSearch, LONGEST_WORDS, withFilter } from "./filters";
import { InteractionCard } from "./InteractionCard";
import { InteractionFilters } from "./InteractionFilters";
import styles from "./Interactions.module.css";

interface InteractionsProps {
  readonly personId: string;
  readonly search: InteractionSearch;
  readonly onSearch: (search: InteractionSearch) => void;
  /** What scrolls around the list. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Everything that was said to and by a borrower, newest first. */
export function Interactions({ personId, search, onSearch, scroller }: InteractionsProps) {
  const { t } = useTranslation("interactions");
  const writer = useWriter();
  const { pages, setRange } = usePages();
  const window = useRows(pages, (page) => pageAsked(personId, search, page));

  return (
    <section className={styles.history} aria-labelledby="history-title">
      <div className={styles.head}>
        <div className={styles.title}>
          <h2 id="history-title">{t("title")}</h2>
          {window.total !== null && (
            <span className="numbers" role="status">
              {t(window.exact ? "count" : "countAtLeast", {
                count: window.total,
                shown: writer.number(window.total),
              })}
            </span>
          )}
          <AddInteraction personId={personId} />
        </div>
        <SearchField
          label={t("search")}
          clearLabel={t("clearSearch")}
          longest={LONGEST_WORDS}
          words={search.words ?? ""}
          onWords={(words) => onSearch(withFilter(search, "words", words.trim() === "" ? undefined : words))}
        />
        <InteractionFilters personId={personId} search={search} onSearch={onSearch} />
      </div>
      <Rows
        key={JSON.stringify(search)}
        window={window}
        scroller={scroller}
        personId={personId}
        onRange={setRange}
        narrowed={Object.keys(search).length > 0}
        onWiden={() => onSearch({})}
      />
    </section>
  );
}

interface RowsProps {
  readonly personId: string;
  readonly window: LoadedRows<Interaction>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onRange: (first: number, last: number) => void;
  readonly narrowed: boolean;
  readonly onWiden: () => void;
}

function Rows({ personId, window, scroller, onRange, narrowed, onWiden }: RowsProps) {
  const { t } = useTranslation("interactions");
  if (window.error && window.total === null) return <Trouble error={window.error} again={window.again} />;
  if (window.total === null) {
    return (
      <div className={styles.patience}>
        <Loading lines={8} height={44} />
      </div>
    );
  }
  if (window.total > 0) {
    return (
      <Cards personId={personId} window={window} total={window.total} scroller={scroller} onRange={onRange} />
    );
  }
  if (!narrowed) return <Empty title={t("none")} />;
  return (
    <Empty title={t("noneSuch")} icon={SearchX}>
      <button type="button" className={styles.widen} onClick={onWiden}>
        {t("widen")}
      </button>
    </Empty>
  );
}

interface CardsProps extends Pick<RowsProps, "personId" | "window" | "scroller" | "onRange"> {
  readonly total: number;
}

/** Height of a card, in the size of the reader's letters. */
const CARD_REM = 5;

/** The cards that can be seen, of any number. */
function Cards({ personId, window, total, scroller, onRange }: CardsProps) {
  const { t } = useTranslation("interactions");
  const list = useRef<HTMLDivElement>(null);
  const { margin, covered } = useOffset(list, scroller);
  const height = useMemo(() => CARD_REM * letterSize(), []);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollPaddingStart: covered,
    overscan: 5,
    scrollMargin: margin,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onRange(first, last), [onRange, first, last]);
  const { onFocus } = useMovement({
    list,
    total,
    scrollTo: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    firstSeen: () => 0,
    screenful: () => linesIn((scroller.current?.clientHeight ?? 0) - covered, height),
    target: "a",
  });
  const { open, ask } = useOpening(personId);

  return (
    <div ref={list} className={styles.list} style={{ height: virtual.getTotalSize() }}>
      {/* biome-ignore lint/a11y/useSemanticElements: positioned rows; the list's size is told to readers */}
      <div role="list" aria-label={t("title")} onFocus={onFocus}>
        {items.map((item) => {
          const row = window.row(item.index);
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={item.key}
              data-index={item.index}
              role="listitem"
              aria-setsize={total}
              aria-posinset={item.index + 1}
              className={styles.row}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              <InteractionCard
                personId={personId}
                row={row}
                beginsDay={!isSameDay(row, window.row(item.index - 1))}
                onOpen={open}
                onAim={ask}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** How far below the top of what scrolls the list begins, and how much of it the head that stays there covers. */
function useOffset(list: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>) {
  const [offset, setOffset] = useState({ margin: 0, covered: 0 });
  useLayoutEffect(() => {
    const around = scroller.current;
    if (!around) return;
    const measure = () => {
      const head = list.current?.previousElementSibling;
      const covered = head instanceof HTMLElement ? head.offsetHeight : 0;
      const margin = list.current?.offsetTop ?? 0;
      setOffset((before) =>
        before.margin === margin && before.covered === covered ? before : { margin, covered },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const part of around.children) observer.observe(part);
    return () => observer.disconnect();
  }, [list, scroller]);
  return offset;
}

function isSameDay(one: Interaction | undefined, other: Interaction | undefined): boolean {
  if (!one || !other) return false;
  return new Date(one.startedAt).toDateString() === new Date(other.startedAt).toDateString();
}
