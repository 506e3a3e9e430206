import { useTranslation } from "react-i18next";
import type { Person } from "../../api/schema";
import { CopyId } from "../../shell/CopyId";
import { useLabel } from "../../words/vocabulary";
import type { HistorySearch } from "../history/filters";
import { Cases } from "./Cases";
import { ContactStrip } from "./ContactStrip";
import { LocalTime } from "./LocalTime";
import styles from "./NavColumn.module.css";
import { personName } from "./name";

/** Who it is, whether they may be reached now, and what is open. */
export function NavColumn({ person, search }: { person: Person; search: HistorySearch }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const { preferredFirstName, firstName } = person.name ?? {};
  return (
    <>
      <header className={styles.head}>
        <h1>{personName(person)}</h1>
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
      <ContactStrip personId={person.id} name={personName(person)} />
      <Cases personId={person.id} search={search} />
    </>
  );
}
