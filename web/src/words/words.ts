import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Catalogue } from "./en/catalogue";
import { keepLanguage, keptLanguage, type Language, preferredLanguage } from "./languages";

/** One language is loaded at a time. */
const CATALOGUES: Record<Language, () => Promise<{ catalogue: Catalogue }>> = {
  en: () => import("./en/catalogue"),
  fr: () => import("./fr/catalogue"),
  es: () => import("./es/catalogue"),
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

export async function speak(language: Language): Promise<void> {
  const { catalogue } = await CATALOGUES[language]();
  for (const [name, words] of Object.entries(catalogue)) i18next.addResourceBundle(language, name, words);
  keepLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
