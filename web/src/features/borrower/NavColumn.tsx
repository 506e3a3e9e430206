import { ActionIcon, Tooltip } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Channel, Person } from "../../api/schema";
import { CopyId } from "../../shell/CopyId";
import { useLabel } from "../../words/vocabulary";
import { ChannelIcon } from "../interaction/ChannelMark";
import type { InteractionSearch } from "../interactions/filters";
import { Cases } from "./Cases";
import { ContactStrip } from "./ContactStrip";
import { LocalTime } from "./LocalTime";
import styles from "./NavColumn.module.css";
import { personName } from "./name";

/** Who it is, whether they may be reached now, and what is open. */
export function NavColumn({ person, search }: { person: Person; search: InteractionSearch }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const { preferredFirstName, firstName } = person.name ?? {};
  const [reached, setReached] = useState<Channel | null>(null);
  return (
    <>
      <header className={styles.head}>
        <div className={styles.top}>
          <h1>{personName(person)}</h1>
          <QuickButtons onReach={setReached} />
        </div>
        {preferredFirstName && preferredFirstName !== firstName && (
          <p className={styles.called}>{t("called", { name: preferredFirstName })}</p>
        )}
        <div className={styles.facts}>
          <LocalTime person={person} />
          <CopyId id={person.id} />
          {person.externalId && <CopyId id={person.externalId} />}
          {person.borrowerType === "business" && <span>{label("BorrowerType", person.borrowerType)}</span>}
          {person.status === "inactive" && (
            <span className={styles.inactive}>{label("PersonStatus", person.status)}</span>
          )}
        </div>
      </header>
      <ContactStrip personId={person.id} name={personName(person)} reached={reached} onReach={setReached} />
      <Cases personId={person.id} search={search} />
    </>
  );
}

const QUICK = ["email", "voice", "text", "mail"] as const;

/** The shortest way to each channel; what the guard says of it stands in the panel. */
function QuickButtons({ onReach }: { onReach: (channel: Channel) => void }) {
  const { t } = useTranslation("borrower");
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form
    <div className={styles.quick} role="group" aria-label={t("quick.label")}>
      {QUICK.map((channel) => (
        <Tooltip key={channel} label={t(`quick.${channel}`)} withArrow>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t(`quick.${channel}`)}
            aria-haspopup="dialog"
            onClick={() => onReach(channel)}
          >
            <ChannelIcon channel={channel} size={15} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
