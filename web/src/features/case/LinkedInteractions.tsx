import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useOpening } from "../interaction/opening";
import { InteractionCard } from "../interactions/InteractionCard";
import { linkedAsked } from "./asked";
import styles from "./Case.module.css";

/** The newest interactions of a case. */
export function LinkedInteractions({ personId, caseId }: { personId: string; caseId: string }) {
  const { t } = useTranslation("case");
  const writer = useWriter();
  const navigate = useNavigate();
  const { open, ask } = useOpening(personId);
  const { data, error, refetch } = useQuery(linkedAsked(personId, caseId));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={3} height={40} />;
  if (data.data.length === 0) return <p className={styles.none}>{t("linked.none")}</p>;
  return (
    <>
      <ul className={styles.list}>
        {data.data.map((row) => (
          <li key={row.id}>
            <InteractionCard personId={personId} row={row} beginsDay={false} onOpen={open} onAim={ask} />
          </li>
        ))}
      </ul>
      {data.total > data.data.length && (
        <button
          type="button"
          className={styles.more}
          onClick={() =>
            void navigate({ to: ".", search: { case: caseId }, replace: true, resetScroll: false })
          }
        >
          {t("linked.all", { count: data.total, shown: writer.number(data.total) })}
        </button>
      )}
    </>
  );
}
