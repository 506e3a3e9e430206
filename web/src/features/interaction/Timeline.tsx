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
  const { data, error, refetch } = useQuery(eventsAsked(interactionId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  return <Happenings events={data} />;
}

/** Events as they are told, newest first. */
export function Happenings({ events }: { events: readonly Event[] }) {
  const { t } = useTranslation("interaction");
  if (events.length === 0) return <Empty title={t("timeline.none")} />;
  return (
    <ol className={styles.timeline}>
      {events.toReversed().map((event) => (
        <Happened key={event.number} event={event} />
      ))}
    </ol>
  );
}

const VERBS = [
  "created",
  "updated",
  "deleted",
  "associated",
  "disassociated",
  "read",
  "blocked",
  "send",
  "changed",
] as const;

function Happened({ event }: { event: Event }) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  const verb = VERBS.find((known) => event.type.endsWith(`.${known}`));
  return (
    <li className={styles.event}>
      <span className={styles.what}>{verb ? t(`timeline.${toldAs(event, verb)}`) : event.type}</span>
      <time dateTime={event.at} title={writer.exact(event.at)}>
        {writer.moment(event.at)}
      </time>
      <span className={styles.who}>{event.actor.name}</span>
      <ul className={styles.changes}>
        {changesOf(event).map(([field, change]) => (
          <li key={field}>
            <Change
              field={field}
              change={change}
              words={event.object.type === "case" ? OF_CASES : VOCABULARIES}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A note's own verbs say little without its name; the one thing of a case that is "changed" is what it closes. */
function toldAs(event: Event, verb: (typeof VERBS)[number]) {
  if (verb === "changed") return "closed";
  if (event.object.type !== "note") return verb;
  return verb === "created" ? "noteCreated" : verb === "deleted" ? "noteDeleted" : "noteUpdated";
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
  caseType: "CaseType",
};
const OF_CASES: Record<string, Vocabulary> = { ...VOCABULARIES, status: "CaseStatus" };

interface ChangeProps {
  readonly field: string;
  readonly change: unknown;
  readonly words: Record<string, Vocabulary>;
}

function Change({ field, change, words }: ChangeProps) {
  const { t, i18n } = useTranslation("interaction");
  const label = useLabel();
  const vocabulary = words[field];
  const shown = (value: unknown): string => {
    const word = text(value);
    if (word && vocabulary) return label(vocabulary, word);
    if (word) return word;
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    return value === null || value === undefined ? "–" : JSON.stringify(value);
  };
  const key = `detail.${field}`;
  const name = i18n.exists(key, { ns: "interaction" }) ? t(key as "detail.status") : field;
  if (typeof change === "string") return <>{`${name}: ${change}`}</>;
  // Objects are too long for a line; what they hold now stands on the page.
  const isLong = isRecord(change) && (isRecord(change.from) || isRecord(change.to));
  if (!isRecord(change) || change.changed === true || isLong)
    return <>{t("timeline.changed", { field: name })}</>;
  return (
    <>
      {name}: {shown(change.from)} → {shown(change.to)}
    </>
  );
}
