/** The languages of the pages, each under its own name. */
export const LANGUAGES = { en: "English", fr: "Français", es: "Español" } as const;

export type Language = keyof typeof LANGUAGES;

const KEPT = "switchboard-language";

export function isLanguage(text: string): text is Language {
  return text in LANGUAGES;
}

/** What somebody chose, else what the browser asks for, else English. */
export function preferredLanguage(kept: string | null, asked: readonly string[]): Language {
  const wanted = [kept ?? "", ...asked.map((tag) => tag.split("-")[0] ?? "")];
  return wanted.find(isLanguage) ?? "en";
}

export function keptLanguage(): string | null {
  return localStorage.getItem(KEPT);
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
}

/** How dates and numbers are written: as the browser's own variety of the language, such as en-GB. */
export function localeOf(language: string, asked: readonly string[]): string {
  return asked.find((tag) => tag.split("-")[0] === language) ?? language;
}
