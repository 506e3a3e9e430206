import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../shell/Frame";
import styles from "./Manager.module.css";

const PLACES = [
  { to: "/crm/manager/unassociated-interactions", name: "unassociated" },
  { to: "/crm/manager/blocked-interactions", name: "blocked" },
  { to: "/crm/manager/failed-sends", name: "failed" },
  { to: "/crm/manager/rules", name: "rules" },
  { to: "/crm/manager/decisions", name: "decisions" },
] as const;

/** What managers look after: what belongs to nobody, what did not go, and by which rules. */
export default function ManagerPage() {
  const { t } = useTranslation("manager");
  usePageTitle(t("title"));
  const places = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // On a narrow screen the place one is at may lie outside what is seen of them.
  useEffect(() => {
    places.current?.querySelector(`[href="${path}"]`)?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path]);
  return (
    <div className={styles.page}>
      <h1>{t("title")}</h1>
      <nav ref={places} className={styles.places} aria-label={t("title")}>
        {PLACES.map(({ to, name }) => (
          <Link key={to} to={to} className={styles.place}>
            {t(`place.${name}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
