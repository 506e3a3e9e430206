import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Theme } from "../../api/schema";
import { useLabel, wordsOf } from "../../words/vocabulary";
import type { Told } from "./form";

/** Codes never pass through here, and two words are only read as another. */
const UNSEEN = new Set(["opsAccountCredentials", "agentNotification", "inbBug", "inbHumanLove"]);

interface ReasonsProps {
  readonly told: Told;
  readonly error: string | undefined;
  readonly onChange: (next: Partial<Told>) => void;
}

/** Why it took place; the themes of what comes in are those of inbound contacts alone. */
export function Reasons({ told, error, onChange }: ReasonsProps) {
  const { t } = useTranslation("record");
  const label = useLabel();
  const themes = wordsOf("Theme").filter(
    (theme) => !UNSEEN.has(theme) && (told.direction === "inbound" || !theme.startsWith("inb")),
  );
  return (
    <Select
      label={t("theme")}
      withAsterisk
      allowDeselect={false}
      searchable
      data={themes.map((theme) => ({ value: theme, label: label("Theme", theme) }))}
      value={told.theme}
      error={error}
      onChange={(theme) => theme && onChange({ theme: theme as Theme })}
    />
  );
}
