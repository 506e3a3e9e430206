import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isRecord, text } from "../../api/refusal";
import type { Event } from "../../api/schema";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel, type Vocabulary } from "../../words/vocabulary";
import { eventsAsked } from "./asked";
import styles from "./Timeline.module.css";

/** Everything that happened to an interaction, newest first. */
export function Timeline({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation("interaction");
  const { data, error, refetch } = useQuery(eventsAsked(interactionId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  if (data.length === 0) return <Empty title={t("timeline.none")} />;
  return (
    <ol className={styles.timeline}>
      {data.toReversed().map((event) => (
        <Happened key={event.number} event={event} />
      ))}
    </ol>
  );
}

const VERBS = ["created", "updated", "deleted", "associated", "read", "blocked", "send"] as const;

function Happened({ event }: { event: Event }) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  const verb = VERBS.find((known) => event.type.endsWith(`.${known}`));
  return (
    <li className={styles.event}>
      <span className={styles.what}>{verb ? t(`timeline.${verb}`) : event.type}</span>
      <time dateTime={event.at} title={writer.exact(event.at)}>
        {writer.moment(event.at)}
      </time>
      <span className={styles.who}>{event.actor.name}</span>
      <ul className={styles.changes}>
        {changesOf(event).map(([field, change]) => (
          <li key={field}>
            <Change field={field} change={change} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A new row's first values stand in its details already. */
function changesOf(event: Event): [string, unknown][] {
  if (event.type.endsWith(".created") || !isRecord(event.changes)) return [];
  return Object.entries(event.changes).filter(
    ([field]) => !field.endsWith("UpdatedAt") && field !== "updatedAt",
  );
}

const VOCABULARIES: Record<string, Vocabulary> = {
  status: "Status",
  statusDetails: "StatusDetail",
  agentOutcome: "AgentOutcome",
  theme: "Theme",
  subject: "Subject",
};

function Change({ field, change }: { field: string; change: unknown }) {
  const { t, i18n } = useTranslation("interaction");
  const label = useLabel();
  const vocabulary = VOCABULARIES[field];
  const shown = (value: unknown): string => {
    const word = text(value);
    if (word && vocabulary) return label(vocabulary, word);
    if (word) return word;
    return value === null || value === undefined ? "–" : JSON.stringify(value);
  };
  const key = `detail.${field}`;
  const name = i18n.exists(key, { ns: "interaction" }) ? t(key as "detail.status") : field;
  if (!isRecord(change) || change.changed === true) return <>{t("timeline.changed", { field: name })}</>;
  return (
    <>
      {name}: {shown(change.from)} → {shown(change.to)}
    </>
  );
}
