import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type vocabulary from "./en/vocabulary.json";

/** The vocabularies of the API that have labels. */
export type Vocabulary = keyof typeof vocabulary;

/** What people call a word of the API; a word newer than these pages is shown as it is. */
export function label(vocabulary: Vocabulary, word: string): string {
  const words: unknown = i18next.getResource(i18next.language, "vocabulary", vocabulary);
  return (words as Record<string, string> | undefined)?.[word] ?? word;
}

/** `label` for components: they are drawn again in another language. */
export function useLabel(): typeof label {
  useTranslation();
  return label;
}

/** Every word of a vocabulary that has a label. */
export function wordsOf(vocabulary: Vocabulary): string[] {
  return Object.keys(i18next.getResource(i18next.language, "vocabulary", vocabulary) ?? {});
}
