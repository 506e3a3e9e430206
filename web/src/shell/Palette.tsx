import { Modal, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/session";
import { useBorrowerChoices } from "../features/crm/find";
import { useViewChoices } from "../features/history/view_choices";
import { useMe } from "../features/session/me";
import { signOut } from "../features/session/sign_out";
import { LANGUAGES, type Language } from "../words/languages";
import { speak } from "../words/words";
import { SCHEMES } from "./AccountMenu";
import { type Choice, Chooser } from "./Chooser";

/** Everything that can be done or gone to, by typing a part of its name. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { choices: borrowers } = useBorrowerChoices(text);
  const { hasHistory } = useMe();
  const fit = ({ name }: Command) => folded(name).includes(folded(text));
  const views = useViewChoices(hasHistory).filter(fit);
  const commands = useCommands(onKeys).filter(fit);
  const closing = ({ id, act, shown }: Choice): Choice => ({
    id,
    shown,
    act: () => {
      onClose();
      act();
    },
  });

  return (
    <Modal opened onClose={onClose} withCloseButton={false} size="lg" aria-label={t("palette.open")}>
      <Chooser
        label={t("palette.label")}
        hint={t("palette.hint")}
        size="large"
        list="below"
        text={text}
        onText={setText}
        instead={<p>{t("palette.nothing", { text })}</p>}
        groups={[
          { title: t("palette.borrowers"), choices: borrowers.map(closing) },
          { title: t("palette.views"), choices: views.map(closing) },
          { title: t("palette.commands"), choices: commands.map(closing) },
        ]}
        ref={(input) => input?.setAttribute("data-autofocus", "")}
      />
    </Modal>
  );
}

const MANAGED = [
  { to: "/crm/manager/unassociated-interactions", name: "goUnassociated" },
  { to: "/crm/manager/blocked-interactions", name: "goBlocked" },
  { to: "/crm/manager/failed-sends", name: "goFailed" },
  { to: "/crm/manager/rules", name: "goRules" },
  { to: "/crm/manager/decisions", name: "goDecisions" },
] as const;

interface Command extends Choice {
  readonly name: string;
}

function useCommands(onKeys: () => void): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { user } = useSession();
  const { hasHistory } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const command = (id: string, name: string, act: () => void, shown: ReactNode = name): Command => ({
    id,
    name,
    act,
    shown,
  });
  return [
    command("crm", t("palette.goBorrowers"), () => void navigate({ to: "/crm" })),
    ...(hasHistory
      ? [command("history", t("palette.goHistory"), () => void navigate({ to: "/history" }))]
      : []),
    ...(user?.role === "agent" ? [] : MANAGED).map(({ to, name }) =>
      command(name, t(`palette.${name}`), () => void navigate({ to })),
    ),
    command("keys", t("account.keys"), onKeys),
    ...SCHEMES.map(({ scheme }) =>
      command(`scheme-${scheme}`, `${t("account.appearance")}: ${t(`account.${scheme}`)}`, () =>
        setColorScheme(scheme),
      ),
    ),
    ...Object.entries(LANGUAGES).map(([language, own]) =>
      command(
        `language-${language}`,
        `${t("account.language")}: ${own}`,
        () => void speak(language as Language),
      ),
    ),
    command("sign-out", t("account.signOut"), () => void signOut()),
  ];
}

function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}
