import type { TFunction } from "i18next";
import { Lock, Mail, MessageSquare, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../api/schema";
import type { Writer } from "../../words/times";
import { label } from "../../words/vocabulary";
import { phoneText } from "../borrower/name";
import { FlowMark } from "./FlowMark";
import { PlainTag } from "./HandlingTag";
import styles from "./History.module.css";
import type { ColumnId } from "./layout";
import { nameIn, nameOf } from "./names";
import type { Reach } from "./Reached";

/** How a row is told; found once a row, not once a cell. */
export interface Telling {
  readonly t: TFunction<"history">;
  readonly writer: Writer;
}

interface CellProps extends Telling {
  readonly id: ColumnId;
  readonly row: HistoryRow;
  readonly onReach: (reach: Reach) => void;
}

/** What a column shows of an interaction. */
export function Cell({ id, row, onReach, t, writer }: CellProps) {
  switch (id) {
    case "startedAt":
      return <Start row={row} t={t} writer={writer} />;
    case "endedAt":
      return row.endedAt && <time dateTime={row.endedAt}>{writer.moment(row.endedAt)}</time>;
    case "flow":
      return <FlowMark row={row} />;
    case "handlingStatus":
      return <PlainTag row={row} />;
    case "direction":
      return <Words words={label("Direction", row.direction)} />;
    case "originalRouting":
    case "currentRouting":
      return <Words words={label("Routing", row[id])} />;
    case "advisor":
    case "queue":
      return <Words words={nameIn(row[id])} />;
    case "customerAddress":
      return <ContactCell row={row} onReach={onReach} t={t} />;
    case "campaign":
      return <Words words={row.campaign} />;
    default: {
      const seconds = row[id];
      return typeof seconds === "number" && <span className="numbers">{writer.duration(seconds)}</span>;
    }
  }
}

/** The same in words alone. */
export function wordsOf(id: ColumnId, row: HistoryRow, { t, writer }: Telling): string | null | undefined {
  switch (id) {
    case "startedAt":
    case "endedAt":
      return row[id] && writer.moment(row[id]);
    case "flow":
      return row.flow ? label("Flow", row.flow) : label("Channel", row.channel);
    case "handlingStatus":
      return row.handlingStatus && label("HandlingStatus", row.handlingStatus);
    case "direction":
      return label("Direction", row.direction);
    case "originalRouting":
    case "currentRouting":
      return label("Routing", row[id]);
    case "advisor":
    case "queue":
      return nameIn(row[id]);
    case "customerAddress":
      return nameIn(row.person) ?? addressText(row) ?? t("table.noAddress");
    case "campaign":
      return row.campaign;
    default: {
      const seconds = row[id];
      return typeof seconds === "number" ? writer.duration(seconds) : null;
    }
  }
}

/** Cut short where there is no room, and whole under the pointer. */
function Words({ words }: { words: string | null | undefined }) {
  return (
    <span className={styles.words} title={words ?? undefined}>
      {words}
    </span>
  );
}

function Start({ row, t, writer }: Omit<CellProps, "id" | "onReach">) {
  return (
    <>
      <a href={`/history/${row.id}`} className={styles.date} data-way>
        <time dateTime={row.startedAt}>{writer.moment(row.startedAt)}</time>
      </a>
      {row.sensitive && <Lock size={12} role="img" aria-label={t("table.sensitive")} />}
    </>
  );
}

/** Whoever it was with, and the shortest ways to reach them. */
function ContactCell({ row, onReach, t }: Omit<CellProps, "id" | "writer">) {
  const address = addressText(row);
  return (
    <>
      <span className={styles.contact}>
        <span className={styles.who}>{nameIn(row.person) ?? address ?? t("table.noAddress")}</span>
        {row.person && address && (
          <span className={styles.address} title={address}>
            {address}
          </span>
        )}
      </span>
      {row.person && <QuickButtons person={row.person} onReach={onReach} t={t} />}
    </>
  );
}

export function addressText(row: HistoryRow): string | null {
  return row.customerAddress ? phoneText(row.customerAddress) : null;
}

const QUICK = [
  { channel: "text", icon: <MessageSquare size={14} aria-hidden /> },
  { channel: "voice", icon: <Phone size={14} aria-hidden /> },
  { channel: "email", icon: <Mail size={14} aria-hidden /> },
] as const;

interface QuickProps {
  readonly person: NonNullable<HistoryRow["person"]>;
  readonly onReach: (reach: Reach) => void;
}

/** Text, call, email: each opens the draft of the borrower. */
export function QuickActions(props: QuickProps) {
  const { t } = useTranslation("history");
  return <QuickButtons {...props} t={t} />;
}

function QuickButtons({ person, onReach, t }: QuickProps & Pick<Telling, "t">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form
    <span role="group" aria-label={t("table.actions")} className={styles.quick}>
      {QUICK.map(({ channel, icon }) => {
        const words = t(`reach.${channel}`, { name: nameOf(person) });
        return (
          <button
            key={channel}
            type="button"
            className={styles.act}
            aria-label={words}
            title={words}
            aria-haspopup="dialog"
            onClick={() => onReach({ person, channel })}
          >
            {icon}
          </button>
        );
      })}
    </span>
  );
}
