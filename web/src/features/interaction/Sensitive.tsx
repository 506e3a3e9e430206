import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Lock, LockOpen } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { asRefusal } from "../../api/refusal";
import type { Interaction } from "../../api/schema";
import { useSession } from "../../api/session";
import styles from "./Sensitive.module.css";

const ONE = "/api/people/{personId}/interactions/{interactionId}";

/** Whether only some may read it: marked and unmarked with a reason, by those who may read it then. */
export function Sensitive({ personId, interaction }: { personId: string; interaction: Interaction }) {
  const { t } = useTranslation("interaction");
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  if (interaction.locked || user?.role === "agent") return null;
  const word = interaction.sensitive ? "unmark" : "mark";
  const Icon = interaction.sensitive ? LockOpen : Lock;
  return (
    <section className={styles.sensitive} aria-label={t("sensitive")}>
      {interaction.sensitive && <p>{t("sensitivity.is")}</p>}
      {open ? (
        <ReasonForm
          key={word}
          personId={personId}
          interactionId={interaction.id}
          sensitive={!interaction.sensitive}
          onDone={() => setOpen(false)}
        />
      ) : (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon size={13} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t(`sensitivity.${word}`)}
        </Button>
      )}
    </section>
  );
}

interface ReasonProps {
  readonly personId: string;
  readonly interactionId: string;
  /** What it shall be. */
  readonly sensitive: boolean;
  readonly onDone: () => void;
}

/** The reason goes with the change: both stand in one event of the audit trail. */
function ReasonForm({ personId, interactionId, sensitive, onDone }: ReasonProps) {
  const { t } = useTranslation("interaction");
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const word = sensitive ? "mark" : "unmark";
  const change = useMutation({
    mutationFn: async () => {
      const params = { path: { personId, interactionId } };
      await answered(api.PUT(ONE, { params, body: { sensitive, reason: reason.trim() } }));
    },
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: ["interaction", interactionId] });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (reason.trim() !== "" && !change.isPending) change.mutate();
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <Textarea
        label={t("sensitivity.reason")}
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={500}
        autoFocus
        withAsterisk
        value={reason}
        error={change.error && asRefusal(change.error).message}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <div className={styles.end}>
        <Button variant="subtle" onClick={onDone}>
          {t("sensitivity.cancel")}
        </Button>
        <Button type="submit" disabled={reason.trim() === ""} loading={change.isPending}>
          {t(`sensitivity.${word}`)}
        </Button>
      </div>
    </form>
  );
}
