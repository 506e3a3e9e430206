import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Channel, Direction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { ChannelMark } from "../interaction/ChannelMark";
import styles from "./Manager.module.css";

interface ExplainedProps {
  readonly channel: Channel;
  readonly direction?: Direction;
  /** Who it was about and what came of it, on the first line. */
  readonly facts: ReactNode;
  readonly at: string;
  readonly ruleId: string | null | undefined;
  readonly preview: ReactNode;
  /** The whole answer, when it is asked for. */
  readonly explained: () => ReactNode;
}

/** A row that the guard had a word about; pressed, it says the rest. */
export function ExplainedRow({ channel, direction, facts, at, ruleId, preview, explained }: ExplainedProps) {
  const { t } = useTranslation("manager");
  const writer = useWriter();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <ChannelMark channel={channel} {...(direction && { direction })} />
        <div className={styles.told}>
          <p className={styles.first}>
            {facts}
            <time dateTime={at} title={writer.exact(at)}>
              {writer.moment(at)}
            </time>
          </p>
          <p className={styles.preview}>
            {ruleId && <code>{ruleId}</code>}
            {preview}
          </p>
        </div>
        <Button variant="default" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "hide" : "explain")}
        </Button>
      </div>
      {open && <div className={styles.content}>{explained()}</div>}
    </li>
  );
}
