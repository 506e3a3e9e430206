import { useTranslation } from "react-i18next";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import styles from "./Bubbles.module.css";
import type { SaidMessage } from "./said";

const AUTHORS = { theirs: "borrower", ours: "agent", system: "system" } as const;

/** A conversation: theirs on the left, ours on the right. */
export function Bubbles({ messages }: { messages: readonly SaidMessage[] }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <ol className={styles.bubbles} aria-label={t("conversation")} tabIndex={0}>
      {messages.map(({ key, side, name, at, body }) => (
        <li key={key} data-side={side}>
          <p className={styles.by}>
            {name ?? label("AuthorType", AUTHORS[side])}
            {at && (
              <time dateTime={at} title={writer.exact(at)}>
                {writer.time(at)}
              </time>
            )}
          </p>
          <p className={styles.bubble}>{body}</p>
        </li>
      ))}
    </ol>
  );
}
