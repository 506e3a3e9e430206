import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { Check, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/session";
import { signOut } from "../features/session/sign_out";
import { LANGUAGES, type Language } from "../words/languages";
import { useLabel } from "../words/vocabulary";
import { speak } from "../words/words";
import styles from "./AccountMenu.module.css";

export const SCHEMES = [
  { scheme: "light", icon: Sun },
  { scheme: "dark", icon: Moon },
  { scheme: "auto", icon: Monitor },
] as const;

/** Who is signed in, how the pages look and speak, and the way out. */
export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const label = useLabel();
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
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

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
