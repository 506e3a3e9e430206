import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeenView } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import styles from "./Detail.module.css";
import { Dialog, Ends } from "./Dialog";
import { type Layout, shownColumns } from "./layout";
import type { HistorySearch } from "./search";
import { myTeamsAsked, savedText, useViewDeleting, useViewSaving, type ViewWords } from "./views";

const LONGEST_NAME = 200;
/** A list of choices has no choice of nothing. */
const NOBODY = "-";

interface FormProps {
  /** The one that changes; without one a new one is made. */
  readonly view: SeenView | null;
  readonly search: HistorySearch;
  readonly layout: Layout;
  readonly onSaved: (view: SeenView) => void;
  readonly onClose: () => void;
}

/** What a view is called, who else sees it, and whether it has columns of its own. */
export function ViewForm(props: FormProps) {
  const { view, onClose } = props;
  const { t } = useTranslation("history");
  const { typed, change, isNamed, saving, save } = useViewForm(props);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isNamed) save();
  }
  return (
    <Dialog title={t(view ? "views.renameTitle" : "views.saveTitle")} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t("views.name")}
          data-autofocus
          maxLength={LONGEST_NAME}
          value={typed.name}
          onChange={({ currentTarget: { value } }) => change({ name: value })}
        />
        <TeamField teamId={typed.teamId} onTeam={(teamId) => change({ teamId })} />
        <Checkbox
          label={t("views.withColumns")}
          checked={typed.withColumns}
          onChange={({ currentTarget: { checked } }) => change({ withColumns: checked })}
        />
        <Refused error={saving.error} />
        <Ends onClose={onClose}>
          <Button type="submit" disabled={!isNamed} loading={saving.isPending}>
            {t("views.save")}
          </Button>
        </Ends>
      </form>
    </Dialog>
  );
}

interface Typed {
  readonly name: string;
  readonly teamId: string;
  readonly withColumns: boolean;
}

function useViewForm({ view, search, layout, onSaved, onClose }: FormProps) {
  const [typed, setTyped] = useState<Typed>({
    name: view?.name ?? "",
    teamId: view?.teamId ?? NOBODY,
    withColumns: Boolean(view?.columns),
  });
  const saving = useViewSaving();
  const name = typed.name.trim();
  function save(): void {
    const words: ViewWords = {
      name,
      teamId: typed.teamId === NOBODY ? null : typed.teamId,
      columns: typed.withColumns ? (view?.columns ?? shownColumns(layout)) : null,
      ...(!view && { search: savedText(search) }),
    };
    const done = (saved: SeenView) => {
      onSaved(saved);
      onClose();
    };
    saving.mutate({ id: view?.id ?? null, words }, { onSuccess: done });
  }
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  return { typed, change, isNamed: name !== "", saving, save };
}

function TeamField({ teamId, onTeam }: { teamId: string; onTeam: (teamId: string) => void }) {
  const { t } = useTranslation("history");
  const { data: teams } = useQuery(myTeamsAsked());
  const choices = (teams ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      size="sm"
      label={t("views.shareWith")}
      data={[{ value: NOBODY, label: t("views.onlyMe") }, ...choices]}
      value={teamId}
      allowDeselect={false}
      onChange={(value) => onTeam(value ?? NOBODY)}
    />
  );
}

/** Asks once more before a view is gone, for everybody who sees it. */
export function DeleteView({ view, onClose }: { view: SeenView; onClose: () => void }) {
  const { t } = useTranslation("history");
  const deleting = useViewDeleting();
  return (
    <Dialog title={t("views.deleteTitle")} onClose={onClose}>
      <div className={styles.form}>
        <p>{t(view.teamId ? "views.sureShared" : "views.sure", { name: view.name })}</p>
        <Refused error={deleting.error} />
        <Ends onClose={onClose}>
          <Button
            color="red"
            variant="light"
            loading={deleting.isPending}
            onClick={() => deleting.mutate(view.id, { onSuccess: onClose })}
          >
            {t("views.deleteTitle")}
          </Button>
        </Ends>
      </div>
    </Dialog>
  );
}
