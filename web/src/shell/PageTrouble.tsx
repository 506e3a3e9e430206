import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Empty, Trouble } from "./states";

/** A page that failed as a whole. */
export function PageTrouble({ error, reset }: { error: unknown; reset: () => void }) {
  return <Trouble error={error} again={reset} />;
}

/** An address that leads nowhere. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <main>
      <Empty title={t("states.noPage")} icon={Compass}>
        <Link to="/crm">{t("states.toBorrowers")}</Link>
      </Empty>
    </main>
  );
}
