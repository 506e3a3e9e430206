import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Catalogue } from "./en/catalogue";
import type { PageWords } from "./en/pages";
import { keepLanguage, keptLanguage, type Language, preferredLanguage } from "./languages";

/** One language is loaded at a time. */
const CATALOGUES: Record<Language, () => Promise<{ catalogue: Catalogue }>> = {
  en: () => import("./en/catalogue"),
  fr: () => import("./fr/catalogue"),
  es: () => import("./es/catalogue"),
};

/** The words of the other pages come with the first of them. */
const PAGES: Record<Language, () => Promise<{ pages: PageWords }>> = {
  en: () => import("./en/pages"),
  fr: () => import("./fr/pages"),
  es: () => import("./es/pages"),
};

export async function startWords(): Promise<void> {
  const language = preferredLanguage(keptLanguage(), navigator.languages);
  const { catalogue } = await CATALOGUES[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: catalogue },
    defaultNS: "shell",
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** What a page needs before it is drawn, unless it is one of the first. */
export async function pageWords(language = i18next.language as Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "draft")) return;
  const { pages } = await PAGES[language]();
  for (const [name, words] of Object.entries(pages)) i18next.addResourceBundle(language, name, words);
}

export async function speak(language: Language): Promise<void> {
  const [{ catalogue }] = await Promise.all([CATALOGUES[language](), pageWords(language)]);
  for (const [name, words] of Object.entries(catalogue)) i18next.addResourceBundle(language, name, words);
  keepLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
