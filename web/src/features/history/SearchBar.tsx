import { CloseButton } from "@mantine/core";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettled } from "../crm/find";
import styles from "./History.module.css";

const PAUSE = 220;

/** Looks for words in the contents of the history. */
export function SearchBar({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const { t } = useTranslation("history");
  const [typed, setTyped] = useState(words);
  const settled = useSettled(typed, PAUSE);

  // The address may change without the field: Back, or a cleared filter.
  useEffect(() => setTyped(words), [words]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed changes the address
  useEffect(() => {
    if (settled !== words && settled === typed) onWords(settled);
  }, [settled]);

  return (
    <div className={styles.search}>
      <Search size={15} aria-hidden />
      <input
        type="text"
        aria-label={t("search")}
        placeholder={t("search")}
        maxLength={500}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      {typed !== "" && <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => setTyped("")} />}
    </div>
  );
}
