import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Contact, Loan } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { Notes } from "../notes/Notes";
import { contactsAsked, loansAsked } from "./asked";
import styles from "./Content.module.css";
import { wayText } from "./way";

const route = getRouteApi("/inside/crm/borrowers/$borrowerId");

/** Beside the history, unless a case is open there: notes, contacts and loans. */
export function Content() {
  const { t } = useTranslation("borrower");
  const { borrowerId: personId } = route.useParams();
  return (
    <div className={styles.content}>
      <section aria-labelledby="notes-title">
        <h2 id="notes-title">{t("notes")}</h2>
        <Notes about={{ kind: "person", personId }} />
      </section>
      <section aria-labelledby="contacts-title">
        <h2 id="contacts-title">{t("contacts.title")}</h2>
        <Contacts personId={personId} />
      </section>
      <section aria-labelledby="loans-title">
        <h2 id="loans-title">{t("loans.title")}</h2>
        <Loans personId={personId} />
      </section>
    </div>
  );
}

export function Contacts({ personId }: { personId: string }) {
  const { t } = useTranslation("borrower");
  const { data, error, refetch } = useQuery(contactsAsked(personId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.data.length === 0) return <p className={styles.none}>{t("contacts.none")}</p>;
  return (
    <ul className={styles.list}>
      {data.data.map((contact) => (
        <li key={contact.id} className={styles.item}>
          <span className={styles.value}>{wayText(contact) ?? contact.id}</span>
          <span className={styles.about}>
            <ContactWords contact={contact} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function ContactWords({ contact }: { contact: Contact }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const words = [
    label("ContactType", contact.contactType),
    contact.label && label("ContactLabel", contact.label),
    label("ContactStatus", contact.status),
    contact.affiliation !== "self" && label("Affiliation", contact.affiliation),
    contact.line && label("Line", contact.line),
    contact.receiveTextMessages && t("contacts.texts"),
    contact.verified && t("contacts.verified"),
  ].filter(Boolean);
  return (
    <>
      {words.join(" · ")}
      {!contact.valid && <span className={styles.invalid}> · {t("contacts.invalid")}</span>}
    </>
  );
}

export function Loans({ personId }: { personId: string }) {
  const { t } = useTranslation("borrower");
  const { data, error, refetch } = useQuery(loansAsked(personId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={1} />;
  if (data.data.length === 0) return <p className={styles.none}>{t("loans.none")}</p>;
  return (
    <ul className={styles.list}>
      {data.data.map((loan) => (
        <li key={loan.id} className={styles.item}>
          <span className={styles.value}>
            {loan.nickname ?? loan.displayId ?? loan.externalId ?? loan.id}
          </span>
          <span className={styles.about}>
            <LoanWords loan={loan} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function LoanWords({ loan }: { loan: Loan }) {
  const { t } = useTranslation("borrower");
  const label = useLabel();
  const writer = useWriter();
  const overdue =
    loan.daysOverdue === null || loan.daysOverdue === undefined
      ? t("loans.overdueUnknown")
      : t("loans.overdue", { days: writer.number(loan.daysOverdue) });
  return [label("LoanStatus", loan.status), label("ServicedBy", loan.servicedBy), overdue, loan.id].join(
    " · ",
  );
}
