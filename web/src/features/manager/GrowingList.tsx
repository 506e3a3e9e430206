import { Button } from "@mantine/core";
import { Coffee } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import styles from "./Manager.module.css";
import type { Grown } from "./more";

interface GrowingProps<T> {
  readonly list: Grown<T>;
  readonly label: string;
  readonly none: string;
  readonly noneHelp: string;
  readonly keyOf: (row: T) => string;
  readonly shown: (row: T) => ReactNode;
}

/** The rows of a list with its total and, where there are more, a way to them. */
export function GrowingList<T>({ list, label, none, noneHelp, keyOf, shown }: GrowingProps<T>) {
  const { t } = useTranslation("manager");
  const writer = useWriter();
  const { rows, total, exact, error, again, more, isLoadingMore } = list;
  if (error && !rows) return <Trouble error={error} again={again} />;
  if (!rows) return <Loading lines={6} height={36} />;
  if (rows.length === 0) {
    return (
      <Empty title={none} icon={Coffee}>
        <p>{noneHelp}</p>
      </Empty>
    );
  }
  return (
    <>
      <p className={`${styles.total} numbers`} role="status">
        {t(exact ? "total" : "totalAtLeast", { shown: writer.number(total) })}
      </p>
      <ul className={styles.rows} aria-label={label}>
        {rows.map((row) => (
          <Fragment key={keyOf(row)}>{shown(row)}</Fragment>
        ))}
      </ul>
      {more && (
        <Button variant="default" className={styles.more ?? ""} loading={isLoadingMore} onClick={more}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
