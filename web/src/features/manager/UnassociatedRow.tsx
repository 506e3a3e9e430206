import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { personName, phoneText } from "../borrower/name";
import { ChannelMark } from "../interaction/ChannelMark";
import { Content } from "../interaction/Content";
import { readContent } from "../interaction/said";
import { type Suggestion, senderOf, suggestionsAsked } from "./association";
import styles from "./Manager.module.css";
import type { Target } from "./UnassociatedPage";

interface RowProps {
  readonly row: Interaction;
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
  readonly onLink: (target: Target) => void;
  readonly onPick: () => void;
}

/** Who wrote, what, and to whom it may belong. */
export function UnassociatedRow({ row, chosen, onChoose, onLink, onPick }: RowProps) {
  const { t } = useTranslation("manager");
  const [open, setOpen] = useState(false);
  const { way, name } = senderOf(row);
  const sender = [name, way && phoneText(way)].filter(Boolean).join(" · ") || t("unassociated.unknown");
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Checkbox
          size="xs"
          aria-label={t("unassociated.choose", { sender })}
          checked={chosen}
          onChange={({ currentTarget: { checked } }) => onChoose(checked)}
        />
        <ChannelMark channel={row.channel} direction={row.direction} />
        <Arrived row={row} sender={sender} />
      </div>
      {open && (
        <div className={styles.content}>
          <Content interaction={row} />
        </div>
      )}
      <div className={styles.acts}>
        <Suggestions row={row} onLink={onLink} />
        <Button variant="default" size="compact-xs" onClick={onPick}>
          {t("unassociated.other")}
        </Button>
        <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "unassociated.close" : "unassociated.read")}
        </Button>
      </div>
    </li>
  );
}

function Arrived({ row, sender }: { row: Interaction; sender: string }) {
  const label = useLabel();
  const writer = useWriter();
  return (
    <div className={styles.told}>
      <p className={styles.first}>
        <strong>{sender}</strong>
        <span>{label("Channel", row.channel)}</span>
        <span>{label("Theme", row.theme)}</span>
        <time dateTime={row.startedAt} title={writer.exact(row.startedAt)}>
          {writer.moment(row.startedAt)}
        </time>
      </p>
      <p className={styles.preview}>{previewOf(row)}</p>
    </div>
  );
}

/** Those who fit, each with the reason; a press links. */
function Suggestions({ row, onLink }: Pick<RowProps, "row" | "onLink">) {
  const { t } = useTranslation("manager");
  const { data } = useQuery(suggestionsAsked(row));
  return (data ?? []).map((suggestion) => {
    const { person } = suggestion;
    return (
      <Button
        key={person.id}
        variant="light"
        size="compact-xs"
        className={styles.suggestion ?? ""}
        onClick={() => onLink({ personId: person.id, name: personName(person) })}
      >
        {t("unassociated.linkTo", { name: personName(person) })}
        <Why suggestion={suggestion} />
      </Button>
    );
  });
}

function Why({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation("manager");
  const words = [...new Set(suggestion.reasons.map(({ match }) => t(`match.${match}`)))];
  return <span className={styles.why}>{words.join(", ")}</span>;
}

function previewOf({ content }: Interaction): string {
  const said = readContent(content);
  const words = [said.subject, said.text ?? said.messages.at(-1)?.body ?? said.transcript];
  return words.filter(Boolean).join(" – ").slice(0, 300);
}
