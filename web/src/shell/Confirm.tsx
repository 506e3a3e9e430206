import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Confirm.module.css";

interface ConfirmProps {
  readonly question: string;
  readonly yes: string;
  readonly pending?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks once more, where it stands, before something is gone. */
export function Confirm({ question, yes, pending = false, onYes, onNo }: ConfirmProps) {
  const { t } = useTranslation();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <div className={styles.confirm} role="alertdialog" aria-label={question}>
      <span>{question}</span>
      <Button ref={no} variant="default" size="compact-xs" onClick={onNo}>
        {t("no")}
      </Button>
      <Button color="red" variant="light" size="compact-xs" loading={pending} onClick={onYes}>
        {yes}
      </Button>
    </div>
  );
}
