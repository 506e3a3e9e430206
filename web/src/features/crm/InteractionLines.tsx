import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { personAsked } from "../borrower/asked";
import { personName } from "../borrower/name";
import { ChannelMark } from "../interaction/ChannelMark";
import styles from "./InteractionLines.module.css";

/** Interactions of several people, one line each. */
export function InteractionLines({ rows, rest }: { rows: readonly Interaction[]; rest: string | null }) {
  return (
    <>
      <ul className={styles.lines}>
        {rows.map((row) => (
          <li key={row.id}>
            {row.personId ? <Line row={row} personId={row.personId} /> : <Nobodys row={row} />}
          </li>
        ))}
      </ul>
      {rest && <p className={styles.rest}>{rest}</p>}
    </>
  );
}

function Line({ row, personId }: { row: Interaction; personId: string }) {
  const { data: person } = useQuery(personAsked(personId));
  return (
    <Link
      to="/crm/borrowers/$borrowerId"
      params={{ borrowerId: personId }}
      state={{ overlay: { interactionId: row.id, from: "page" } }}
      className={styles.line}
    >
      <Told row={row} name={person ? personName(person) : personId} />
    </Link>
  );
}

/** One that belongs to nobody yet has no page to go to. */
function Nobodys({ row }: { row: Interaction }) {
  const { t } = useTranslation("crm");
  return (
    <div className={styles.line}>
      <Told row={row} name={t("unassociated")} />
    </div>
  );
}

function Told({ row, name }: { row: Interaction; name: string }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  return (
    <>
      <ChannelMark channel={row.channel} direction={row.direction} />
      <span className={styles.name}>{name}</span>
      <time dateTime={row.startedAt} title={writer.exact(row.startedAt)}>
        {writer.moment(row.startedAt)}
      </time>
      <span className={styles.preview}>
        {row.locked ? t("lockedShort") : row.preview || label("Theme", row.theme)}
      </span>
    </>
  );
}
