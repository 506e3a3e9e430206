import { getRouteApi, type HistoryState, useNavigate } from "@tanstack/react-router";
import { CalendarX, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal, type Refusal } from "../../api/refusal";
import type { HistoryRow } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { type Rows, usePages, useRows } from "../../shell/rows";
import { Empty, Loading, Trouble } from "../../shell/states";
import { pageAsked } from "./asked";
import { useCalendar } from "./calendar";
import { Figures } from "./Figures";
import { Head } from "./Head";
import styles from "./History.module.css";
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
  const onSearch = useSearchChange(() => setSelection(NOTHING));
  const [reach, setReach] = useState<Reach | null>(null);
  const refusal = rows.error && rows.total === null ? asRefusal(rows.error) : null;
  if (refusal?.status === 403) return <Closed refusal={refusal} />;

  return (
    <div className={styles.page}>
      <Head search={search} onSearch={onSearch} rows={rows} layout={layout} />
      <Figures search={search} zone={calendar.zone} onSearch={onSearch} />
      <Found rows={rows} search={search} onSearch={onSearch}>
        <Table
          key={JSON.stringify(search)}
          rows={rows}
          search={search}
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
function useSearchChange(onOthers: () => void) {
  const navigate = useNavigate();
  const before = route.useSearch();
  return (search: HistorySearch, view?: string) => {
    if (!isSameRows(before, search)) onOthers();
    const state = view ? { view } : (before: HistoryState) => before;
    void navigate({ to: "/history", search, state, replace: true, resetScroll: false });
  };
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

/** What the API does not show, in its own words: a period that is too long, a word it does not know. */
function Refused({ error, again, onToday }: { error: unknown; again: () => void; onToday: () => void }) {
  const { t } = useTranslation("history");
  const refusal = asRefusal(error);
  if (refusal.status !== 400) return <Trouble error={error} again={again} />;
  const words = refusal.fields.length > 0 ? refusal.fields.map(({ message }) => message) : [refusal.message];
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
