import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AudioLines, Lock, Voicemail } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { ChannelMark } from "../interaction/ChannelMark";
import { StatusTag } from "../interaction/StatusTag";
import styles from "./InteractionCard.module.css";

interface CardProps {
  /** Not there yet while its page is loading. */
  readonly row: Interaction | undefined;
  /** The one above; null for the first. A new day begins with a heading. */
  readonly above: Interaction | null | undefined;
  readonly onFocus: () => void;
}

/** Channel, direction, status, and how it begins. */
export function InteractionCard({ row, above, onFocus }: CardProps) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  if (!row) return <Skeleton height={62} m="8px 20px" w="auto" />;
  const day = writer.day(row.startedAt);
  const beginsDay = above === null || (above !== undefined && writer.day(above.startedAt) !== day);

  return (
    <>
      {beginsDay && <h3 className={styles.day}>{day}</h3>}
      <Link
        to="."
        search={(before) => before}
        state={{ overlay: { interactionId: row.id, from: "card" } }}
        className={styles.card}
        onFocus={onFocus}
        resetScroll={false}
      >
        <ChannelMark channel={row.channel} direction={row.direction} />
        <span className={styles.head}>
          <span className={styles.what}>
            {label("Channel", row.channel)}
            <span className={styles.direction}>{label("Direction", row.direction)}</span>
          </span>
          <Marks row={row} />
          <time dateTime={row.startedAt} title={writer.exact(row.startedAt)}>
            {writer.time(row.startedAt)}
          </time>
        </span>
        <span className={styles.preview} data-locked={row.locked || undefined}>
          {row.locked ? t("lockedShort") : row.preview || t("noWords")}
        </span>
        <span className={styles.foot}>
          <StatusTag status={row.status} />
          <span className={styles.detail}>
            {row.statusDetails ? label("StatusDetail", row.statusDetails) : label("Theme", row.theme)}
          </span>
        </span>
      </Link>
    </>
  );
}

function Marks({ row }: { row: Interaction }) {
  const { t } = useTranslation("interaction");
  return (
    <span className={styles.marks}>
      {row.hasRecording && <AudioLines size={14} aria-label={t("recorded")} role="img" />}
      {row.hasVoicemail && <Voicemail size={14} aria-label={t("hasVoicemail")} role="img" />}
      {row.sensitive && <Lock size={13} aria-label={t("sensitive")} role="img" />}
    </span>
  );
}
