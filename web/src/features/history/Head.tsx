import { Button } from "@mantine/core";
import { SlidersHorizontal } from "lucide-react";
import { memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../api/schema";
import { useKey } from "../../shell/keys";
import type { Rows } from "../../shell/rows";
import { SearchField } from "../../shell/SearchField";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { useMe } from "../session/me";
import { ColumnsMenu } from "./ColumnsMenu";
import { ExportMenu } from "./ExportMenu";
import { FilterChips } from "./FilterChips";
import { FilterPanel } from "./FilterPanel";
import styles from "./History.module.css";
import { useLate } from "./late";
import type { useLayout } from "./layout";
import { Period } from "./Period";
import { changed, filterCount, type HistorySearch, LONGEST_TEXT } from "./search";
import { NOTHING } from "./selection";
import { type OnSearch, ViewsMenu } from "./ViewsMenu";

interface TitleProps {
  readonly rows: Rows<HistoryRow>;
  /** Which rows they are. */
  readonly search: HistorySearch;
  readonly layout: ReturnType<typeof useLayout>;
}

/** What the table shows, and what can be done with all of it. */
export const Title = memo(function Title({ rows, search, layout }: TitleProps) {
  const { t } = useTranslation("history");
  return (
    <div className={styles.title}>
      <h1>{t("title")}</h1>
      <Count rows={rows} />
      <div className={styles.ends}>
        <ColumnsMenu layout={layout} />
        <ExportMenu search={search} selected={NOTHING} total={rows.total} />
      </div>
    </div>
  );
});

interface NarrowingProps {
  readonly search: HistorySearch;
  readonly onSearch: OnSearch;
  readonly layout: ReturnType<typeof useLayout>;
}

/** What narrows it. */
export const Narrowing = memo(function Narrowing({ search, onSearch, layout }: NarrowingProps) {
  const { t } = useTranslation("history");
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const count = filterCount(search);
  useKey("f", "filters", () => setOpen((before) => !before));
  useKey("/", "search", () => field.current?.focus());

  return (
    <>
      <div className={styles.bar}>
        <Period search={search} onSearch={onSearch} />
        <div className={styles.search}>
          <SearchField
            ref={field}
            label={t("search")}
            clearLabel={t("clearSearch")}
            longest={LONGEST_TEXT}
            words={search.search ?? ""}
            onWords={(words) => onSearch(changed(search, { search: words.trim() || undefined }))}
          />
        </div>
        <FiltersButton count={count} open={open} onToggle={() => setOpen(!open)} />
        <ViewsMenu search={search} layout={layout.layout} onSearch={onSearch} />
        {!open && count > 0 && <FilterChips search={search} onSearch={onSearch} />}
      </div>
      {open && <FilterPanel search={search} onSearch={onSearch} />}
    </>
  );
});

function FiltersButton({ count, open, onToggle }: { count: number; open: boolean; onToggle: () => void }) {
  const { t } = useTranslation("history");
  return (
    <Button
      variant={count > 0 ? "light" : "default"}
      size="sm"
      leftSection={<SlidersHorizontal size={14} aria-hidden />}
      aria-expanded={open}
      aria-controls="history-filters"
      onClick={onToggle}
    >
      {t("filters.open")}
      {count > 0 && <span className={styles.many}>{count}</span>}
    </Button>
  );
}

/** How many there are, and whose. */
function Count({ rows: found }: { rows: Rows<HistoryRow> }) {
  const rows = useCounted(found);
  const { t } = useTranslation("history");
  const label = useLabel();
  const { access } = useMe();
  const writer = useWriter();
  if (rows.total === null) return null;
  return (
    <span className={`${styles.count} numbers`} role="status">
      {t(rows.exact ? "rows" : "rowsAtLeast", { shown: writer.number(rows.total) })}
      {access && <span className={styles.access}> · {label("HistoryAccess", access)}</span>}
    </span>
  );
}

/** The rows that were counted last, while those there are now are counted: it takes no longer than a look. */
function useCounted(rows: Rows<HistoryRow>): Rows<HistoryRow> {
  const isLate = useLate(!rows.exact);
  const last = useRef(rows);
  if (rows.exact || isLate || last.current.total === null) last.current = rows;
  return last.current;
}
