import { useVirtualizer } from "@tanstack/react-virtual";
import { SearchX } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKey } from "../../shell/keys";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { type HistorySearch, withFilter } from "./filters";
import styles from "./History.module.css";
import { HistoryFilters } from "./HistoryFilters";
import { InteractionCard } from "./InteractionCard";
import { type HistoryWindow, useHistoryWindow } from "./pages";
import { SearchBar } from "./SearchBar";

interface HistoryProps {
  readonly personId: string;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
  /** What scrolls around the list. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Everything that was said to and by a borrower, newest first. */
export function History({ personId, search, onSearch, scroller }: HistoryProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const window = useHistoryWindow(personId, search, range.first, range.last);

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
        </div>
        <SearchBar
          words={search.words ?? ""}
          onWords={(words) => onSearch(withFilter(search, "words", words.trim() === "" ? undefined : words))}
        />
        <HistoryFilters personId={personId} search={search} onSearch={onSearch} />
      </div>
      <Rows
        key={JSON.stringify(search)}
        window={window}
        scroller={scroller}
        onRange={(first, last) => {
          if (first !== range.first || last !== range.last) setRange({ first, last });
        }}
        narrowed={Object.keys(search).length > 0}
        onWiden={() => onSearch({})}
      />
    </section>
  );
}

interface RowsProps {
  readonly window: HistoryWindow;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onRange: (first: number, last: number) => void;
  readonly narrowed: boolean;
  readonly onWiden: () => void;
}

function Rows({ window, scroller, onRange, narrowed, onWiden }: RowsProps) {
  const { t } = useTranslation("history");
  if (window.error && window.total === null) return <Trouble error={window.error} again={window.again} />;
  if (window.total === null) {
    return (
      <div className={styles.patience}>
        <Loading lines={8} height={44} />
      </div>
    );
  }
  if (window.total > 0)
    return <Cards window={window} total={window.total} scroller={scroller} onRange={onRange} />;
  if (!narrowed) return <Empty title={t("none")} />;
  return (
    <Empty title={t("noneSuch")} icon={SearchX}>
      <button type="button" className={styles.widen} onClick={onWiden}>
        {t("widen")}
      </button>
    </Empty>
  );
}

interface CardsProps extends Pick<RowsProps, "window" | "scroller" | "onRange"> {
  readonly total: number;
}

/** The cards that can be seen, of any number. */
function Cards({ window, total, scroller, onRange }: CardsProps) {
  const { t } = useTranslation("history");
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => 82,
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onRange(first, last));

  function move(step: number): void {
    const next = Math.max(0, Math.min(total - 1, at === null ? 0 : at + step));
    setAt(next);
    virtual.scrollToIndex(next, { align: "auto" });
  }
  useKey("j", "next", () => move(1));
  useKey("k", "previous", () => move(-1));

  // The row may only be drawn after the scroll.
  useEffect(() => {
    if (at === null) return;
    const frame = requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-index="${at}"] a`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [at]);

  return (
    <div ref={list} className={styles.list} style={{ height: virtual.getTotalSize() }}>
      {/* biome-ignore lint/a11y/useSemanticElements: positioned rows; the list's size is told to readers */}
      <div role="list" aria-label={t("title")}>
        {items.map((item) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            role="listitem"
            aria-setsize={total}
            aria-posinset={item.index + 1}
            className={styles.row}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            <InteractionCard
              row={window.row(item.index)}
              above={item.index > 0 ? window.row(item.index - 1) : null}
              onFocus={() => setAt(item.index)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
