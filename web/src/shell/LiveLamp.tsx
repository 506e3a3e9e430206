import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LineState } from "../api/live/line";
import { useLineState } from "../api/live/live";
import styles from "./LiveLamp.module.css";

type Lamp = "on" | "busy" | "off";

const LAMPS: Record<LineState, Lamp> = {
  live: "on",
  connecting: "busy",
  catchingUp: "busy",
  offline: "off",
  ended: "off",
  refused: "off",
};

/** Says calmly whether the page follows what happens. */
export function LiveLamp() {
  const { t } = useTranslation();
  const state = useLineState();
  return (
    <Tooltip label={t(`live.${state}Help`)} multiline w={240} withArrow>
      <span className={styles.lamp} data-lamp={LAMPS[state]} role="status">
        <span className={styles.light} aria-hidden />
        <span className={styles.word}>{t(`live.${state}`)}</span>
      </span>
    </Tooltip>
  );
}
