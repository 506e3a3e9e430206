import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FindBorrower } from "../features/crm/FindBorrower";
import { SignInAgain } from "../features/session/SignInAgain";
import { AccountMenu } from "./AccountMenu";
import styles from "./Frame.module.css";
import { KeyboardProvider, useKey } from "./keys";
import { LiveLamp } from "./LiveLamp";
import { Navigation } from "./Navigation";

const Palette = lazy(() => import("./Palette").then(({ Palette }) => ({ default: Palette })));
const KeySheet = lazy(() => import("./KeySheet").then(({ KeySheet }) => ({ default: KeySheet })));

/** What stands around every page of somebody who is signed in. */
export function Frame() {
  return (
    <KeyboardProvider>
      <FramedPage />
    </KeyboardProvider>
  );
}

function FramedPage() {
  const { t } = useTranslation();
  const [over, setOver] = useState<"palette" | "keys" | null>(null);
  const close = () => setOver(null);
  useKey("Ctrl+k", "palette", () => setOver("palette"));
  useKey("?", "sheet", () => setOver("keys"));

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {t("skip")}
      </a>
      <Navigation />
      <div className={styles.right}>
        <TopBar onKeys={() => setOver("keys")} onPalette={() => setOver("palette")} />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {over === "palette" && <Palette onClose={close} onKeys={() => setOver("keys")} />}
        {over === "keys" && <KeySheet onClose={close} />}
      </Suspense>
      <SignInAgain />
    </div>
  );
}

function TopBar({ onKeys, onPalette }: { onKeys: () => void; onPalette: () => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  // The start page has a field of its own, and `/` goes there.
  const hasOwnField = useRouterState({ select: ({ location }) => location.pathname === "/crm" });
  useKey("/", "search", () => field.current?.focus(), { on: !hasOwnField });

  return (
    <header className={styles.bar}>
      <div className={styles.search}>{!hasOwnField && <FindBorrower ref={field} place="bar" />}</div>
      <button type="button" className={styles.palette} onClick={onPalette}>
        <kbd>Ctrl K</kbd> <span className="only-spoken">{t("palette.open")}</span>
      </button>
      <LiveLamp />
      <AccountMenu onKeys={onKeys} />
    </header>
  );
}

/** Names the page in the browser's tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Switchboard`;
  }, [title]);
}
