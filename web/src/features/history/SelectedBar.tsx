import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ExportMenu } from "./ExportMenu";
import styles from "./History.module.css";
import type { HistorySearch } from "./search";
import { NOTHING, type Selection } from "./selection";

interface SelectedProps {
  readonly search: HistorySearch;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** How many rows are selected, and what can be done with them. */
export function SelectedBar({ search, selection, onSelect }: SelectedProps) {
  const { t } = useTranslation("history");
  if (selection.size === 0) return null;
  return (
    <div className={styles.selected} role="status">
      <span>{t("selected", { count: selection.size })}</span>
      <Button variant="subtle" size="compact-sm" onClick={() => onSelect(NOTHING)}>
        {t("unselect")}
      </Button>
      <ExportMenu search={search} selected={selection} total={selection.size} />
    </div>
  );
}
