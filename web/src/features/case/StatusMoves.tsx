import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Case, CaseStatus } from "../../api/schema";
import { Confirm } from "../../shell/Confirm";
import { Refused } from "../../shell/Refused";
import styles from "./Case.module.css";
import { useCaseChange } from "./change";
import { movesFrom } from "./moves";

/** Where the case may go; completing asks for the outcome, canceling asks once more. */
export function StatusMoves({ of }: { of: Case }) {
  const { t } = useTranslation("case");
  const [asked, setAsked] = useState<CaseStatus | null>(null);
  const change = useCaseChange(of);
  const moves = movesFrom(of.status);
  if (moves.length === 0) return <p className={styles.final}>{t("final")}</p>;
  const go = (status: CaseStatus, outcome?: string) =>
    change.mutate({ status, ...(outcome && { outcome }) }, { onSuccess: () => setAsked(null) });

  return (
    <div className={styles.moves}>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form */}
      <div role="group" aria-label={t("moves")} className={styles.buttons}>
        {moves.map((status) => (
          <Button
            key={status}
            variant={status === moves[0] ? "filled" : "default"}
            disabled={change.isPending}
            onClick={() => (status === "completed" || status === "canceled" ? setAsked(status) : go(status))}
          >
            {t(`move.${status}`)}
          </Button>
        ))}
      </div>
      {asked === "completed" && (
        <Completion
          outcome={of.outcome ?? ""}
          onCancel={() => setAsked(null)}
          onDone={(said) => go("completed", said)}
        />
      )}
      {asked === "canceled" && (
        <Confirm
          question={t("cancelQuestion")}
          yes={t("move.canceled")}
          pending={change.isPending}
          onYes={() => go("canceled")}
          onNo={() => setAsked(null)}
        />
      )}
      <Refused error={change.error} />
    </div>
  );
}

interface CompletionProps {
  readonly outcome: string;
  readonly onCancel: () => void;
  readonly onDone: (outcome: string) => void;
}

function Completion({ outcome, onCancel, onDone }: CompletionProps) {
  const { t } = useTranslation("case");
  const [said, setSaid] = useState(outcome);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (said.trim() !== "") onDone(said.trim());
  }
  return (
    <form onSubmit={submit} className={styles.completion}>
      <TextInput
        size="xs"
        label={t("howEnded")}
        withAsterisk
        maxLength={255}
        autoFocus
        value={said}
        onChange={({ currentTarget: { value } }) => setSaid(value)}
      />
      <Button variant="subtle" onClick={onCancel}>
        {t("cancel")}
      </Button>
      <Button type="submit" disabled={said.trim() === ""}>
        {t("move.completed")}
      </Button>
    </form>
  );
}
