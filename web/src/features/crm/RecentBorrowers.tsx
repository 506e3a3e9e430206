import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import { personAsked } from "../borrower/asked";
import { personName } from "../borrower/name";
import styles from "./RecentBorrowers.module.css";
import { useRecent } from "./recent";

/** The borrowers this user looked at last. */
export function RecentBorrowers({ place }: { place: "rail" | "page" }) {
  const { t } = useTranslation("crm");
  const recent = useRecent();
  if (recent.length === 0) {
    return (
      <p className={styles.none} data-place={place}>
        {t("recent.none")}
      </p>
    );
  }
  return (
    <ul className={styles.list} data-place={place}>
      {recent.map((personId) => (
        <Recent key={personId} personId={personId} />
      ))}
    </ul>
  );
}

function Recent({ personId }: { personId: string }) {
  const { data: person, error } = useQuery(personAsked(personId));
  // Deleted since, or not ours any more.
  if (error && asRefusal(error).status === 404) return null;
  return (
    <li>
      <Link to="/crm/borrowers/$borrowerId" params={{ borrowerId: personId }} className={styles.link}>
        {person ? personName(person) : personId}
      </Link>
    </li>
  );
}
