import { Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./KeySheet.module.css";
import { setSingleKeys, singleKeys, useBoundKeys } from "./keys";

/** Every key that does something on this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const bound = useBoundKeys();
  const [single, setSingle] = useState(singleKeys);
  return (
    <Modal opened onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <dl className={styles.keys}>
        {bound.map(({ key, words }) => (
          <div key={key}>
            <dt>
              {key.split("+").map((part) => (
                <kbd key={part}>{part.length === 1 && key.includes("+") ? part.toUpperCase() : part}</kbd>
              ))}
            </dt>
            <dd>{t(`keys.${words}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{t("keys.close")}</dd>
        </div>
      </dl>
      <Switch
        mt="lg"
        label={t("keys.single")}
        description={t("keys.singleHelp")}
        checked={single}
        onChange={({ currentTarget: { checked } }) => {
          setSingleKeys(checked);
          setSingle(checked);
        }}
      />
    </Modal>
  );
}
