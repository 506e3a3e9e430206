import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Detail.module.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      {children}
    </Modal>
  );
}

/** The ways out of a dialog: without a change, and what else is given. */
export function Ends({ onClose, children }: Omit<DialogProps, "title">) {
  const { t } = useTranslation("history");
  return (
    <div className={styles.end}>
      <Button variant="subtle" onClick={onClose}>
        {t("settings.cancel")}
      </Button>
      {children}
    </div>
  );
}
