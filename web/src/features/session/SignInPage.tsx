import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "../../shell/Navigation";
import { LANGUAGES, type Language } from "../../words/languages";
import { speak } from "../../words/words";
import styles from "./SignIn.module.css";
import { SignInForm } from "./SignInForm";
import { placeAfter } from "./sign_in";

const route = getRouteApi("/sign-in");

export default function SignInPage() {
  const { t, i18n } = useTranslation("session");
  const { from } = route.useSearch();
  const { history } = useRouter();
  useEffect(() => {
    document.title = `${t("signIn")} · Switchboard`;
  }, [t]);

  return (
    <div className={styles.page}>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Mark />
          Switchboard
        </div>
        <Board />
        <p className={styles.promise}>{t("promise")}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.box}>
          <h1>{t("title")}</h1>
          <SignInForm onDone={() => history.push(placeAfter(from))} />
          <ul className={styles.languages} aria-label={t("language")}>
            {Object.entries(LANGUAGES).map(([language, own]) => (
              <li key={language}>
                <button
                  type="button"
                  lang={language}
                  aria-pressed={i18n.language === language}
                  onClick={() => void speak(language as Language)}
                >
                  {own}
                </button>
              </li>
            ))}
          </ul>
        </div>
      </main>
    </div>
  );
}

const JACKS = [0, 1, 2, 3, 4].flatMap((row) => [0, 1, 2, 3, 4, 5].map((column) => ({ row, column })));
const LIT = new Set(["1-4", "3-1"]);

/** A board of jacks, two of them in use. */
function Board() {
  return (
    <svg viewBox="0 0 300 250" className={styles.board} aria-hidden>
      {JACKS.map(({ row, column }) => {
        const name = `${row}-${column}`;
        return (
          <circle
            key={name}
            cx={25 + column * 50}
            cy={25 + row * 50}
            r={LIT.has(name) ? 9 : 7}
            className={LIT.has(name) ? styles.lit : styles.jack}
          />
        );
      })}
      <path d="M225 84c0 60-150 6-150 82" className={styles.cord} />
    </svg>
  );
}
