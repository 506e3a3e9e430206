import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { personAsked } from "../borrower/asked";
import { personName } from "../borrower/name";
import styles from "./Manager.module.css";

interface BorrowerLinkProps {
  readonly personId: string;
  /** Opened over the borrower's page. */
  readonly interactionId?: string | null | undefined;
}

/** The borrower by name; leads to their page, with the interaction over it. */
export function BorrowerLink({ personId, interactionId }: BorrowerLinkProps) {
  const { data } = useQuery(personAsked(personId));
  return (
    <Link
      to="/crm/borrowers/$borrowerId"
      params={{ borrowerId: personId }}
      state={interactionId ? { overlay: { interactionId, from: "page" } } : {}}
      className={styles.who}
    >
      {data ? personName(data) : personId}
    </Link>
  );
}
