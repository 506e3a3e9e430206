import { Link, useRouterState } from "@tanstack/react-router";
import { ClipboardCheck, History as HistoryIcon, type LucideIcon, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/session";
import { RecentBorrowers } from "../features/crm/RecentBorrowers";
import { useMe } from "../features/session/me";
import styles from "./Navigation.module.css";

/** Where one can go. */
export function Navigation() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { hasHistory } = useMe();
  return (
    <nav className={styles.rail} aria-label={t("navigation.label")}>
      <Link to="/crm" className={styles.brand}>
        <Mark />
        <span>Switchboard</span>
      </Link>
      <ul className={styles.places}>
        <Place to="/crm" name="borrowers" icon={Users} />
        {hasHistory && <Place to="/history" name="history" icon={HistoryIcon} />}
        {user?.role !== "agent" && <Place to="/crm/manager" name="manager" icon={ClipboardCheck} />}
      </ul>
      <section className={styles.recent} aria-labelledby="recent-in-rail">
        <h2 id="recent-in-rail">{t("navigation.recent")}</h2>
        <RecentBorrowers place="rail" />
      </section>
    </nav>
  );
}

interface PlaceProps {
  readonly to: "/crm" | "/history" | "/crm/manager";
  readonly name: "borrowers" | "history" | "manager";
  readonly icon: LucideIcon;
}

function Place({ to, name, icon: Icon }: PlaceProps) {
  const { t } = useTranslation();
  const here = useRouterState({ select: ({ location }) => placeOf(location.pathname) });
  return (
    <li>
      <Link
        to={to}
        className={styles.place}
        activeOptions={{ exact: to === "/crm" }}
        data-here={here === name || undefined}
      >
        <Icon size={17} aria-hidden />
        {t(`navigation.${name}`)}
      </Link>
    </li>
  );
}

function placeOf(path: string): PlaceProps["name"] {
  if (path.startsWith("/history")) return "history";
  return path.startsWith("/crm/manager") ? "manager" : "borrowers";
}

/** Two jacks and the cord between them. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden>
      <path d="M10 11c0 12 12-2 12 10" fill="none" stroke="#7fd1c4" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="10" cy="9" r="4.2" fill="none" stroke="#f4f1ea" strokeWidth="2.4" />
      <circle cx="22" cy="23" r="4.6" fill="#f2b84b" />
    </svg>
  );
}
