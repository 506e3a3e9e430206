import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoNotInteract } from "../../api/schema";
import { Confirm } from "../../shell/Confirm";
import { Refused } from "../../shell/Refused";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel, type Vocabulary } from "../../words/vocabulary";
import { doNotInteractAsked, openContact } from "./asked";
import styles from "./Case.module.css";
import { ClosedForm } from "./ClosedForm";
import { closedNow, closedOf } from "./hours";

interface SectionProps {
  readonly personId: string;
  readonly caseId: string;
}

/** What a case closes: channels, reasons, days, hours, contacts. */
export function DoNotInteractSection({ personId, caseId }: SectionProps) {
  const { t } = useTranslation("case");
  const { data, error, refetch } = useQuery(doNotInteractAsked(personId, caseId));
  const [editing, setEditing] = useState(false);
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={2} />;
  if (editing) {
    const today = new Date().toLocaleDateString("en-CA");
    return (
      <ClosedForm
        personId={personId}
        caseId={caseId}
        closed={data ? closedOf(data) : closedNow(today)}
        onDone={() => setEditing(false)}
      />
    );
  }
  if (data) return <Kept kept={data} onEdit={() => setEditing(true)} />;
  return (
    <div className={styles.open}>
      <p className={styles.none}>{t("closed.none")}</p>
      <Button variant="default" onClick={() => setEditing(true)}>
        {t("closed.add")}
      </Button>
    </div>
  );
}

function Kept({ kept, onEdit }: { kept: DoNotInteract; onEdit: () => void }) {
  const { t } = useTranslation("case");
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { personId, caseId } = kept;
  const remove = useMutation({
    mutationFn: () => openContact(personId, caseId),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["person", personId] }),
  });
  return (
    <div className={styles.kept}>
      <dl>
        {useTold(kept).map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {asking ? (
        <Confirm
          question={t("closed.removeQuestion")}
          yes={t("closed.remove")}
          pending={remove.isPending}
          onYes={() => remove.mutate()}
          onNo={() => setAsking(false)}
        />
      ) : (
        <div className={styles.buttons}>
          <Button variant="default" onClick={onEdit}>
            {t("closed.edit")}
          </Button>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            {t("closed.remove")}
          </Button>
        </div>
      )}
      <Refused error={remove.error} />
    </div>
  );
}

/** What is closed, in words, one line for each side of it. */
function useTold(kept: DoNotInteract): [string, string][] {
  const { t } = useTranslation("case");
  const label = useLabel();
  const writer = useWriter();
  const closed = closedOf(kept);
  const many = (vocabulary: Vocabulary, words: readonly string[], all: string) =>
    words.length > 0 ? words.map((word) => label(vocabulary, word)).join(", ") : all;
  const hours = closed.timesOfDay
    .map(({ fromHour, toHour }) => `${hour(fromHour)}–${hour(toHour)}`)
    .join(", ");
  return [
    [t("closed.channels"), many("Channel", closed.channels, t("closed.allChannels"))],
    [t("closed.themes"), many("Theme", closed.themes, t("closed.allThemes"))],
    [
      t("closed.period"),
      closed.endDate
        ? t("closed.fromTo", { from: writer.date(closed.startDate), to: writer.date(closed.endDate) })
        : t("closed.forGood", { from: writer.date(closed.startDate) }),
    ],
    [
      t("closed.days"),
      closed.daysOfWeek.length > 0
        ? closed.daysOfWeek.map((day) => writer.weekday(day)).join(", ")
        : t("closed.everyDay"),
    ],
    [t("closed.hours"), hours || t("closed.wholeDay")],
    [t("closed.zone"), kept.timezone ?? t("closed.theirZone")],
    [t("closed.labels"), many("ContactLabel", closed.contactLabels, t("closed.everyContact"))],
    [t("closed.source"), [kept.source, kept.createdBy.name].filter(Boolean).join(" · ")],
  ];
}

export function hour(at: number): string {
  return `${String(at).padStart(2, "0")}:00`;
}
