import { CloseButton } from "@mantine/core";
import { Search } from "lucide-react";
import { type Ref, useEffect, useState } from "react";
import styles from "./SearchField.module.css";
import { useSettled } from "./settled";

const PAUSE = 220;

interface SearchProps {
  readonly label: string;
  readonly clearLabel: string;
  readonly words: string;
  /** Told once nobody types any more. */
  readonly onWords: (words: string) => void;
  readonly longest: number;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Narrows what stands below it to some words, which the address keeps. */
export function SearchField({ label, clearLabel, words, onWords, longest, ref }: SearchProps) {
  const [typed, setTyped] = useState(words);
  const settled = useSettled(typed, PAUSE);

  // The address may change without the field: Back, or a cleared filter.
  useEffect(() => setTyped(words), [words]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed changes the address
  useEffect(() => {
    if (settled !== words && settled === typed) onWords(settled);
  }, [settled]);

  return (
    <div className={styles.field}>
      <Search size={15} aria-hidden />
      <input
        ref={ref}
        type="text"
        aria-label={label}
        placeholder={label}
        maxLength={longest}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      {typed !== "" && <CloseButton size="sm" aria-label={clearLabel} onClick={() => setTyped("")} />}
    </div>
  );
}
