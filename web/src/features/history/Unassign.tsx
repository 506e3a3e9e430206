import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistoryName } from "../../api/schema";
import styles from "./Detail.module.css";
import { nameOf } from "./names";

interface UnassignProps {
  readonly person: HistoryName;
  readonly onSure: () => void;
  readonly onClose: () => void;
}

/** Asks once more before an interaction leaves a record. */
export function Unassign({ person, onSure, onClose }: UnassignProps) {
  const { t } = useTranslation("history");
  const shell = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.unassign")}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <div className={styles.form}>
        <p>{t("settings.sure", { name: nameOf(person) })}</p>
        <div className={styles.end}>
          <Button variant="subtle" onClick={onClose} data-autofocus>
            {t("settings.cancel")}
          </Button>
          <Button color="red" variant="light" onClick={onSure}>
            {t("settings.unassign")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
