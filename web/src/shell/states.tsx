import { Button, Skeleton } from "@mantine/core";
import { CircleSlash, CloudOff, Inbox, type LucideIcon, SearchX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../api/refusal";
import styles from "./states.module.css";

/** Nothing is there, and what to do about it. */
export function Empty({
  title,
  children,
  icon = Inbox,
}: {
  title: string;
  children?: ReactNode;
  icon?: LucideIcon;
}) {
  return (
    <State icon={icon} title={title}>
      {children}
    </State>
  );
}

/** Why something could not be shown; what is missing, forbidden and unreachable look different. */
export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const refusal = asRefusal(error);
  const retry = again && (
    <Button variant="default" onClick={again}>
      {t("states.again")}
    </Button>
  );
  if (refusal.status === 403) {
    return (
      <State icon={CircleSlash} title={t("states.forbidden")}>
        <p>{t("states.forbiddenHelp")}</p>
        <p className={styles.detail}>{refusal.message}</p>
      </State>
    );
  }
  if (refusal.status === 404) {
    return (
      <State icon={SearchX} title={t("states.missing")}>
        <p>{t("states.missingHelp")}</p>
      </State>
    );
  }
  if (refusal.status === 0) {
    return (
      <State icon={CloudOff} title={t("states.away")} urgent>
        <p>{t("states.awayHelp")}</p>
        {retry}
      </State>
    );
  }
  return (
    <State icon={TriangleAlert} title={t("states.broken")} urgent>
      <p className={styles.detail}>{refusal.message}</p>
      {retry}
    </State>
  );
}

/** Grey lines in the shape of what is coming. */
export function Loading({ lines = 3, height = 14 }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  const rows = Array.from({ length: lines }, (_, at) => `line-${at}`);
  return (
    <div className={styles.loading} role="status">
      <span className="only-spoken">{t("states.loading")}</span>
      {rows.map((row, at) => (
        <Skeleton key={row} height={height} width={`${92 - ((at * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  );
}

function State({
  icon: Icon,
  title,
  urgent = false,
  children,
}: {
  icon: LucideIcon;
  title: string;
  urgent?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={styles.state} role={urgent ? "alert" : undefined}>
      <Icon size={20} aria-hidden className={styles.icon} />
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}
