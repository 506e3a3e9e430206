import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { usePageTitle } from "../../shell/Frame";
import { Refused } from "../../shell/Refused";
import { associateAll } from "./association";
import { GrowingList } from "./GrowingList";
import styles from "./Manager.module.css";
import { useMore } from "./more";
import { PickBorrower } from "./PickBorrower";
import { UnassociatedRow } from "./UnassociatedRow";

/** Whom to link to. */
export interface Target {
  readonly personId: string;
  readonly name: string;
}

/** Inbound interactions of nobody known: each is linked to a borrower, with a way back. */
export default function UnassociatedPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("place.unassociated"));
  const list = useMore(["interactions", "unassociated"], (page, signal) => {
    const query = { ...page, hasNoPerson: true, sortBy: ["-startedAt"] };
    return answered(api.GET("/api/interactions", { params: { query }, signal }));
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [picking, setPicking] = useState<readonly string[] | null>(null);
  const { linked, link, undo } = useLinking(() => setChosen(new Set()));
  const shown = (list.rows ?? []).filter(({ id }) => chosen.has(id)).map(({ id }) => id);

  return (
    <section className={styles.panel} aria-label={t("place.unassociated")}>
      <p className={styles.lead}>{t("unassociated.help")}</p>
      <Undo linked={linked.data ?? null} pending={undo.isPending} onUndo={(ids) => undo.mutate(ids)} />
      <Refused error={linked.error ?? linked.data?.error ?? undo.error} />
      <Chosen count={shown.length} onLink={() => setPicking(shown)} onClear={() => setChosen(new Set())} />
      <GrowingList
        list={list}
        label={t("place.unassociated")}
        none={t("unassociated.none")}
        noneHelp={t("unassociated.noneHelp")}
        keyOf={({ id }) => id}
        shown={(row) => (
          <UnassociatedRow
            row={row}
            chosen={chosen.has(row.id)}
            onChoose={(on) => setChosen(on ? new Set([...chosen, row.id]) : without(chosen, row.id))}
            onLink={(target) => link({ ids: [row.id], target })}
            onPick={() => setPicking([row.id])}
          />
        )}
      />
      {picking && (
        <PickBorrower
          title={t("unassociated.pick", { count: picking.length })}
          onClose={() => setPicking(null)}
          onPick={(target) => {
            link({ ids: picking, target });
            setPicking(null);
          }}
        />
      )}
    </section>
  );
}

/** How many rows are chosen, and what can be done with them. */
function Chosen({ count, onLink, onClear }: { count: number; onLink: () => void; onClear: () => void }) {
  const { t } = useTranslation("manager");
  if (count === 0) return null;
  return (
    <div className={styles.bulk} role="status">
      <span>{t("unassociated.chosen", { count })}</span>
      <Button onClick={onLink}>{t("unassociated.linkChosen")}</Button>
      <Button variant="subtle" onClick={onClear}>
        {t("unassociated.clear")}
      </Button>
    </div>
  );
}

/** Links, and keeps what was linked last for the way back. */
function useLinking(onLinked: () => void) {
  const queries = useQueryClient();
  const settle = async () => {
    onLinked();
    await queries.invalidateQueries({ queryKey: ["interactions"] });
  };
  const linked = useMutation({
    mutationFn: async ({ ids, target }: { ids: readonly string[]; target: Target }) => ({
      ...(await associateAll(ids, target.personId)),
      target,
    }),
    onSettled: settle,
  });
  const undo = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const { error } = await associateAll(ids, null);
      if (error) throw error;
    },
    onSuccess: () => linked.reset(),
    onSettled: settle,
  });
  return { linked, link: linked.mutate, undo };
}

interface UndoProps {
  readonly linked: { readonly done: readonly string[]; readonly target: Target } | null;
  readonly pending: boolean;
  readonly onUndo: (ids: readonly string[]) => void;
}

function Undo({ linked, pending, onUndo }: UndoProps) {
  const { t } = useTranslation("manager");
  if (!linked || linked.done.length === 0) return null;
  return (
    <div className={styles.undo} role="status">
      <span>{t("unassociated.linked", { count: linked.done.length, name: linked.target.name })}</span>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<Undo2 size={13} aria-hidden />}
        loading={pending}
        onClick={() => onUndo(linked.done)}
      >
        {t("unassociated.undo")}
      </Button>
    </div>
  );
}

function without(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...chosen].filter((other) => other !== id));
}
