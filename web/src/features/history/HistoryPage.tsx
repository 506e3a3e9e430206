import { getRouteApi, type HistoryState, useNavigate } from "@tanstack/react-router";
import { CalendarX, SearchX } from "lucide-react";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal, type Refusal } from "../../api/refusal";
import type { HistoryRow } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { type Rows, usePages, useRows } from "../../shell/rows";
import { Empty, Loading, Trouble } from "../../shell/states";
import { askAhead, pageAsked } from "./asked";
import { useCalendar } from "./calendar";
import { Figures } from "./Figures";
import { Narrowing, Title } from "./Head";
import styles from "./History.module.css";
import { useLate } from "./late";
import { useLayout } from "./layout";
import { type Reach, Reached } from "./Reached";
import { SelectedBar } from "./SelectedBar";
import { filterCount, type HistorySearch, isSameRows, widened } from "./search";
import { NOTHING, type Selection } from "./selection";
import { Table } from "./Table";

const route = getRouteApi("/inside/history");

/** The company's history of interactions (document 003), as far as who asks may see it. */
export default function HistoryPage() {
  const { t } = useTranslation("history");
  usePageTitle(t("title"));
  const search = route.useSearch();
  const calendar = useCalendar();
  const { pages, setRange } = usePages();
  const rows = useRows(pages, (page) => pageAsked(search, calendar.zone, page));
  const layout = useLayout();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const onSearch = useSearchChange(search, setSelection, setRange, calendar.zone);
  const [reach, setReach] = useState<Reach | null>(null);
  const found = useFound(search, rows);
  const isWaiting = found.search !== search;
  const isLate = useLate(isWaiting);
  const refusal = rows.error && rows.total === null ? asRefusal(rows.error) : null;
  if (refusal?.status === 403) return <Closed refusal={refusal} />;

  return (
    <div className={styles.page} aria-busy={isWaiting} data-late={isLate || undefined}>
      <header className={styles.head}>
        <Title rows={found.rows} search={found.search} layout={layout} />
        <Narrowing search={search} onSearch={onSearch} layout={layout} />
      </header>
      <Figures search={search} isNext={!isWaiting} zone={calendar.zone} onSearch={onSearch} />
      <Found {...found} onSearch={onSearch}>
        <Table
          rows={found.rows}
          search={found.search}
          layout={layout}
          selection={selection}
          onSearch={onSearch}
          onRange={setRange}
          onSelect={setSelection}
          onReach={setReach}
        />
      </Found>
      <SelectedBar search={search} selection={selection} onSelect={setSelection} />
      {reach && <Reached reach={reach} onClose={() => setReach(null)} />}
    </div>
  );
}

/** What was found last, until what is asked for now has come: the page is not emptied meanwhile and drawn anew. */
function useFound(search: HistorySearch, rows: Rows<HistoryRow>) {
  const last = useRef({ search, rows });
  const isThere = rows.total !== null || rows.error !== null;
  const isOther = last.current.search !== search || last.current.rows !== rows;
  if (isOther && (isThere || last.current.rows.total === null)) last.current = { search, rows };
  return last.current;
}

/** Nobody may see it under this profile or role; the API says why. */
function Closed({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation("history");
  return (
    <div className={styles.head}>
      <h1>{t("title")}</h1>
      <Trouble error={refusal} />
    </div>
  );
}

/** Another filter is the same page, of the same view: Back leads to where one came from. Rows that it may hide are chosen no more. */
function useSearchChange(
  before: HistorySearch,
  setSelection: (selection: Selection) => void,
  setRange: (first: number, last: number) => void,
  zone: string,
) {
  const navigate = useNavigate();
  const known = useRef(before);
  known.current = before;
  return useCallback(
    (search: HistorySearch, view?: string) => {
      if (!isSameRows(known.current, search)) setSelection(NOTHING);
      // However far down one was: first comes the first page of the others.
      setRange(0, 0);
      // Where the count fails, the rows stay and their number is said to be "at least".
      askAhead(search, zone).catch(() => undefined);
      const state = view ? { view } : (before: HistoryState) => before;
      void navigate({ to: "/history", search, state, replace: true, resetScroll: false });
    },
    [navigate, setSelection, setRange, zone],
  );
}

interface FoundProps {
  readonly rows: Rows<HistoryRow>;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
  readonly children: ReactNode;
}

/** The table, or why there is none. */
function Found({ rows, search, onSearch, children }: FoundProps) {
  const { t } = useTranslation("history");
  if (rows.error && rows.total === null) {
    return <Refused error={rows.error} again={rows.again} onToday={() => onSearch({})} />;
  }
  if (rows.total === null) {
    return (
      <div className={styles.patience}>
        <Loading lines={9} height={30} />
      </div>
    );
  }
  if (rows.total > 0) return children;
  if (filterCount(search) === 0 && !search.search) {
    return (
      <Empty title={t("none")} icon={CalendarX}>
        <p>{t("noneHelp")}</p>
      </Empty>
    );
  }
  return (
    <Empty title={t("noneSuch")} icon={SearchX}>
      <button type="button" className={styles.link} onClick={() => onSearch(widened(search))}>
        {t("widen")}
      </button>
    </Empty>
  );
}

/** What the API does not show: half a number as one types it; else in its own words, for an address that somebody wrote. */
function Refused({ error, again, onToday }: { error: unknown; again: () => void; onToday: () => void }) {
  const { t } = useTranslation("history");
  const refusal = asRefusal(error);
  if (refusal.status !== 400) return <Trouble error={error} again={again} />;
  const told = refusal.fields.map(({ field, message }) => (field === "search" ? t("searchShort") : message));
  const words = told.length > 0 ? told : [refusal.message];
  return (
    <Empty title={t("outside")} icon={CalendarX}>
      {words.map((message) => (
        <p key={message}>{message}</p>
      ))}
      <button type="button" className={styles.link} onClick={onToday}>
        {t("toToday")}
      </button>
    </Empty>
  );
}
