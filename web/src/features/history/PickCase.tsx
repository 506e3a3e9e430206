import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { HistoryName } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import { Loading } from "../../shell/states";
import { useLabel } from "../../words/vocabulary";
import { casesAsked } from "../borrower/asked";
import { linkedCasesAsked } from "../interaction/asked";
import { useCaseLinking } from "../interaction/LinkedCases";
import styles from "./Detail.module.css";

interface PickProps {
  readonly person: HistoryName;
  readonly interactionId: string;
  readonly onClose: () => void;
}

/** A case of the record's that the interaction does not belong to yet. */
export function PickCase({ person, interactionId, onClose }: PickProps) {
  const { t } = useTranslation("history");
  const shell = useTranslation();
  const label = useLabel();
  const { data: all } = useQuery(casesAsked(person.id));
  const { data: linked } = useQuery(linkedCasesAsked(person.id, interactionId));
  const { mutate, error, isPending } = useCaseLinking(person.id, interactionId);
  const others = all?.data.filter(({ id }) => !linked?.some((one) => one.id === id));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.pickCase")}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <div className={styles.form}>
        {!others && <Loading lines={2} />}
        {others?.length === 0 && <p>{t("settings.noMoreCases")}</p>}
        {others?.map((one) => (
          <Button
            key={one.id}
            variant="default"
            justify="start"
            disabled={isPending}
            onClick={() => mutate({ caseId: one.id, link: true }, { onSuccess: onClose })}
          >
            {one.name ?? label("CaseType", one.caseType)} · {label("CaseStatus", one.status)} · {one.id}
          </Button>
        ))}
        <Refused error={error} />
      </div>
    </Modal>
  );
}
