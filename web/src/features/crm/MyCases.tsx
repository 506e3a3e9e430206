import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { Case } from "../../api/schema";
import { useSession } from "../../api/session";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { personAsked } from "../borrower/asked";
import { personName } from "../borrower/name";
import { OPEN } from "../case/moves";
import styles from "./InteractionLines.module.css";

const SHOWN = 8;

/** The open cases of this user, newest first. */
export function MyCases() {
  const { t } = useTranslation("crm");
  const writer = useWriter();
  const { user } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["cases", "mine", user?.id],
    queryFn: async ({ signal }) => {
      const query = { assigneeId: "me", status: [...OPEN], limit: SHOWN };
      return answered(api.GET("/api/cases", { params: { query }, signal }));
    },
    enabled: user !== null,
  });
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={3} />;
  if (data.data.length === 0) return <p className={styles.none}>{t("myCases.none")}</p>;
  const more = data.total - data.data.length;
  return (
    <>
      <ul className={styles.lines}>
        {data.data.map((one) => (
          <li key={one.id}>
            <Line of={one} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.rest}>{t("underWay.more", { more: writer.number(more) })}</p>}
    </>
  );
}

function Line({ of }: { of: Case }) {
  const label = useLabel();
  const writer = useWriter();
  const { data: person } = useQuery(personAsked(of.personId));
  const kind = label("CaseType", of.caseType);
  return (
    <Link
      to="/crm/borrowers/$borrowerId/cases/$caseId"
      params={{ borrowerId: of.personId, caseId: of.id }}
      className={`${styles.line} ${styles.plain}`}
    >
      <span className={styles.name}>{of.name ?? kind}</span>
      <time dateTime={of.statusUpdatedAt} title={writer.exact(of.statusUpdatedAt)}>
        {writer.moment(of.statusUpdatedAt)}
      </time>
      <span className={styles.preview}>
        {[person ? personName(person) : of.personId, label("CaseStatus", of.status)].join(" · ")}
      </span>
    </Link>
  );
}
