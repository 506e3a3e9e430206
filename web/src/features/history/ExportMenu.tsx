import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import { useWriter } from "../../words/times";
import { useCalendar } from "./calendar";
import styles from "./ExportMenu.module.css";
import { FORMATS, type Format, type Progress, saveExport } from "./export";
import { asQuery, type HistorySearch, type Query } from "./search";
import type { Selection } from "./selection";

interface ExportProps {
  readonly search: HistorySearch;
  readonly selected: Selection;
  readonly total: number | null;
}

/** The rows as a file: those that are selected, or everything that is filtered. */
export const ExportMenu = memo(function ExportMenu({ search, selected, total }: ExportProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const { zone } = useCalendar();
  const { saving, progress, stop } = useSaving();
  const query = { ...asQuery(search, zone), ...(selected.size > 0 && { ids: [...selected] }) };
  if (saving.isPending) return <Running format={saving.variables.format} progress={progress} onStop={stop} />;
  const rows = selected.size > 0 ? selected.size : (total ?? 0);
  const title = t(selected.size > 0 ? "export.selected" : "export.all", { shown: writer.number(rows) });
  return (
    <div className={styles.export}>
      {saving.error && !isStopped(saving.error) && (
        <span role="alert">{asRefusal(saving.error).message}</span>
      )}
      {saving.isSuccess && (
        <span role="status">{t("export.done", { shown: writer.number(saving.data ?? rows) })}</span>
      )}
      <Menu position="bottom-end" shadow="md" width={250}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            disabled={rows === 0}
            leftSection={<Download size={14} aria-hidden />}
          >
            {t("export.open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{title}</Menu.Label>
          {FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => saving.mutate({ query, format })}>
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
});

function useSaving() {
  const [progress, setProgress] = useState<Progress>({ rows: null, part: null });
  const stopping = useRef<AbortController | null>(null);
  const saving = useMutation({
    mutationFn: ({ query, format }: { query: Query; format: Format }) => {
      stopping.current = new AbortController();
      setProgress({ rows: null, part: null });
      return saveExport(query, format, setProgress, stopping.current.signal);
    },
  });
  return { saving, progress, stop: () => stopping.current?.abort() };
}

interface RunningProps {
  readonly format: Format;
  readonly progress: Progress;
  readonly onStop: () => void;
}

function Running({ format, progress: { rows, part }, onStop }: RunningProps) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const percent = part === null ? null : Math.round(part * 100);
  const shown = rows === null ? "" : writer.number(rows);
  return (
    <div className={styles.export}>
      <span role="status" className="numbers">
        {percent !== null && t("export.part", { percent: `${percent} %`, shown })}
        {percent === null && (rows === null ? t("export.running", { format }) : t("export.rows", { shown }))}
      </span>
      {/* Without a value it shows that something goes on, and no more. */}
      <progress
        className={styles.bar}
        max={100}
        {...(percent !== null && { value: percent })}
        aria-label={t("export.running", { format })}
      />
      <Button variant="subtle" size="compact-xs" onClick={onStop}>
        {t("export.cancel")}
      </Button>
    </div>
  );
}

function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
