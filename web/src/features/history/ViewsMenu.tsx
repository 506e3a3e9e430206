import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Check } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeenView } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import { type Layout, showColumns, shownColumns } from "./layout";
import type { HistorySearch } from "./search";
import { DeleteView, ViewForm } from "./ViewDialogs";
import styles from "./Views.module.css";
import {
  isChanged,
  myTeamsAsked,
  savedText,
  searchOf,
  useActiveView,
  useViewSaving,
  viewsAsked,
} from "./views";

/** Where another search leads, and under which view. */
export type OnSearch = (search: HistorySearch, viewId?: string) => void;

interface ViewsProps {
  readonly search: HistorySearch;
  readonly layout: Layout;
  readonly onSearch: OnSearch;
}

type Dialog = "create" | "change" | "delete";

/** Filters, order and columns under a name, one's own and those of one's teams. */
export const ViewsMenu = memo(function ViewsMenu(props: ViewsProps) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { refetch } = useQuery(viewsAsked());
  const { active, changed, open, update, error } = useOpenedView(props);
  return (
    <>
      <Menu position="bottom-start" shadow="md" width={290} onOpen={() => void refetch()}>
        <Menu.Target>
          <ViewsButton active={active} changed={changed} />
        </Menu.Target>
        <Menu.Dropdown className={styles.menu ?? ""}>
          <ActiveItems
            active={active}
            changed={changed}
            onOpen={open}
            onUpdate={update}
            onDialog={setDialog}
          />
          <Views active={active} onOpen={open} />
        </Menu.Dropdown>
      </Menu>
      <Refused error={error} />
      <Dialogs {...props} dialog={dialog} active={active} onClose={() => setDialog(null)} />
    </>
  );
});

/** The view that the page shows, whether it still does, and what can be done with it. */
function useOpenedView({ search, layout, onSearch }: ViewsProps) {
  const active = useActiveView();
  const saving = useViewSaving();
  const columns = active?.columns?.join();
  // However one came to the view, and when it is left.
  useEffect(() => showColumns(columns?.split(",")), [columns]);
  return {
    active,
    changed: active !== null && isChanged(active, search, layout),
    error: saving.error,
    open(view: SeenView): void {
      showColumns(view.columns);
      onSearch(searchOf(view), view.id);
    },
    update(view: SeenView): void {
      const columns = view.columns ? shownColumns(layout) : null;
      saving.mutate({ id: view.id, words: { search: savedText(search), columns } });
    },
  };
}

interface DialogsProps extends ViewsProps {
  readonly dialog: Dialog | null;
  readonly active: SeenView | null;
  readonly onClose: () => void;
}

function Dialogs({ dialog, active, search, layout, onSearch, onClose }: DialogsProps) {
  const form = { search, layout, onClose };
  if (dialog === "create")
    return <ViewForm {...form} view={null} onSaved={({ id }) => onSearch(search, id)} />;
  if (!active) return null;
  if (dialog === "change") return <ViewForm {...form} view={active} onSaved={() => undefined} />;
  return dialog === "delete" && <DeleteView view={active} onClose={onClose} />;
}

interface ButtonProps {
  readonly active: SeenView | null;
  readonly changed: boolean;
}

function ViewsButton({ active, changed, ...target }: ButtonProps) {
  const { t } = useTranslation("history");
  const name = active?.name ?? t("views.open");
  const told = active ? t(changed ? "views.activeChanged" : "views.active", { name }) : name;
  return (
    <Button
      {...target}
      variant={active ? "light" : "default"}
      size="sm"
      leftSection={<Bookmark size={14} aria-hidden />}
      aria-label={told}
      className={styles.target ?? ""}
      data-active={active !== null || undefined}
    >
      <span className={styles.name}>{name}</span>
      {changed && <span className={styles.changed}>{t("views.changed")}</span>}
    </Button>
  );
}

interface ActiveProps extends ButtonProps {
  readonly onOpen: (view: SeenView) => void;
  readonly onUpdate: (view: SeenView) => void;
  readonly onDialog: (dialog: Dialog) => void;
}

function ActiveItems({ active, changed, onOpen, onUpdate, onDialog }: ActiveProps) {
  const { t } = useTranslation("history");
  const mayChange = useMayChange();
  const own = active && mayChange(active) ? active : null;
  return (
    <>
      {own && changed && (
        <Menu.Item onClick={() => onUpdate(own)}>{t("views.update", { name: own.name })}</Menu.Item>
      )}
      {active && changed && (
        <Menu.Item onClick={() => onOpen(active)}>{t("views.back", { name: active.name })}</Menu.Item>
      )}
      <Menu.Item onClick={() => onDialog("create")}>{t("views.saveAs")}</Menu.Item>
      {own && <Menu.Item onClick={() => onDialog("change")}>{t("views.rename")}</Menu.Item>}
      {own && (
        <Menu.Item className={styles.delete ?? ""} onClick={() => onDialog("delete")}>
          {t("views.delete")}
        </Menu.Item>
      )}
    </>
  );
}

/** The owner alone, or who manages the team it is shared with. */
function useMayChange(): (view: SeenView) => boolean {
  const { data: teams } = useQuery(myTeamsAsked());
  return ({ mine, teamId }) => mine || (teams ?? []).some(({ id, manages }) => id === teamId && manages);
}

interface ListProps {
  readonly active: SeenView | null;
  readonly onOpen: (view: SeenView) => void;
}

function Views({ active, onOpen }: ListProps) {
  const { t } = useTranslation("history");
  const { data, error } = useQuery(viewsAsked());
  const views = (data ?? []).toSorted((one, other) => one.name.localeCompare(other.name));
  const groups = [
    { title: t("views.mine"), views: views.filter(({ mine }) => mine) },
    { title: t("views.shared"), views: views.filter(({ mine }) => !mine) },
  ];
  if (error) return <Refused error={error} />;
  return groups.map((group) => (
    <div key={group.title}>
      {group.views.length > 0 && (
        <>
          <Menu.Divider />
          <Menu.Label>{group.title}</Menu.Label>
        </>
      )}
      {group.views.map((view) => (
        <OneView key={view.id} view={view} isActive={view.id === active?.id} onOpen={onOpen} />
      ))}
    </div>
  ));
}

interface OneProps {
  readonly view: SeenView;
  readonly isActive: boolean;
  readonly onOpen: (view: SeenView) => void;
}

function OneView({ view, isActive, onOpen }: OneProps) {
  const about = useAboutView()(view);
  return (
    <Menu.Item
      aria-current={isActive || undefined}
      rightSection={isActive && <Check size={14} aria-hidden />}
      onClick={() => onOpen(view)}
    >
      <span className={styles.one}>{view.name}</span>
      {about && <span className={styles.about}>{about}</span>}
    </Menu.Item>
  );
}

/** Whose it is, and with whom it is shared. */
function useAboutView(): (view: SeenView) => string | null {
  const { t } = useTranslation("history");
  const { data: teams } = useQuery(myTeamsAsked());
  return ({ mine, owner, ownerId, teamId }) => {
    const team = teams?.find(({ id }) => id === teamId)?.name;
    if (mine) return team ? t("views.sharedWith", { team }) : null;
    const name = owner ?? ownerId;
    return team ? t("views.by", { name, team }) : name;
  };
}
