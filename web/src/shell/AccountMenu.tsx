import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { Check, IdCard, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/session";
import { useMe, useProfileSwitch } from "../features/session/me";
import { signOut } from "../features/session/sign_out";
import { LANGUAGES, type Language } from "../words/languages";
import { useLabel } from "../words/vocabulary";
import { speak } from "../words/words";
import styles from "./AccountMenu.module.css";
import { Refused } from "./Refused";

export const SCHEMES = [
  { scheme: "light", icon: Sun },
  { scheme: "dark", icon: Moon },
  { scheme: "auto", icon: Monitor },
] as const;

/** Who is signed in, how the pages look and speak, and the way out. */
export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { user } = useSession();
  if (!user) return null;
  const name = [user.name.firstName, user.name.lastName].filter(Boolean).join(" ") || user.email;

  return (
    <Menu position="bottom-end" width={232} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={styles.face}
          aria-label={`${initials(name)}, ${t("account.label", { name })}`}
        >
          {initials(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{name}</strong>
          <span>{user.email}</span>
          <span>{label("Role", user.role)}</span>
        </div>
        <Profiles />
        <Looks />
        <Menu.Divider />
        <Menu.Item leftSection={<Keyboard size={15} aria-hidden />} onClick={onKeys}>
          {t("account.keys")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={15} aria-hidden />} onClick={() => void signOut()}>
          {t("account.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Under which profile one works; another is a press away. */
function Profiles() {
  const { t } = useTranslation();
  const { profiles, active } = useMe();
  const { mutate, error } = useProfileSwitch();
  if (profiles.length === 0) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t("account.profile")}</Menu.Label>
      {profiles.map(({ id, name }) => (
        <Menu.Item
          key={id}
          closeMenuOnClick={false}
          leftSection={<IdCard size={15} aria-hidden />}
          rightSection={id === active && <Check size={15} aria-label={t("account.chosen")} />}
          onClick={() => mutate(id)}
        >
          {name}
        </Menu.Item>
      ))}
      <Refused error={error} />
    </>
  );
}

/** Light or dark, and in which language. */
function Looks() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t("account.appearance")}</Menu.Label>
      {SCHEMES.map(({ scheme, icon: Icon }) => (
        <Menu.Item
          key={scheme}
          closeMenuOnClick={false}
          leftSection={<Icon size={15} aria-hidden />}
          rightSection={colorScheme === scheme && <Check size={15} aria-label={t("account.chosen")} />}
          onClick={() => setColorScheme(scheme)}
        >
          {t(`account.${scheme}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label>{t("account.language")}</Menu.Label>
      {Object.entries(LANGUAGES).map(([language, own]) => (
        <Menu.Item
          key={language}
          lang={language}
          closeMenuOnClick={false}
          rightSection={i18n.language === language && <Check size={15} aria-label={t("account.chosen")} />}
          onClick={() => void speak(language as Language)}
        >
          {own}
        </Menu.Item>
      ))}
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
