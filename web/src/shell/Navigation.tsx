import { Link, useRouterState } from "@tanstack/react-router";
import { ClipboardCheck, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/session";
import { RecentBorrowers } from "../features/crm/RecentBorrowers";
import styles from "./Navigation.module.css";

/** Where one can go. */
export function Navigation() {
  const { t } = useTranslation();
  const { user } = useSession();
  const isManaging = useRouterState({
    select: ({ location }) => location.pathname.startsWith("/crm/manager"),
  });
  return (
    <nav className={styles.rail} aria-label={t("navigation.label")}>
      <Link to="/crm" className={styles.brand}>
        <Mark />
        <span>Switchboard</span>
      </Link>
      <ul className={styles.places}>
        <li>
          <Link
            to="/crm"
            className={styles.place}
            activeOptions={{ exact: true }}
            data-here={!isManaging || undefined}
          >
            <Users size={17} aria-hidden />
            {t("navigation.borrowers")}
          </Link>
        </li>
        {user?.role !== "agent" && (
          <li>
            <Link to="/crm/manager" className={styles.place} data-here={isManaging || undefined}>
              <ClipboardCheck size={17} aria-hidden />
              {t("navigation.manager")}
            </Link>
          </li>
        )}
      </ul>
      <section className={styles.recent} aria-labelledby="recent-in-rail">
        <h2 id="recent-in-rail">{t("navigation.recent")}</h2>
        <RecentBorrowers place="rail" />
      </section>
    </nav>
  );
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
