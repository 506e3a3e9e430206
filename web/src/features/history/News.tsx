import { ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./History.module.css";

/** Says what has come since one looked, and leads there; nothing moves by itself. */
export function News({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation("history");
  return (
    <div role="status" className={styles.news}>
      {count > 0 && (
        <button type="button" className={styles.show} onClick={onShow}>
          <ArrowUp size={13} aria-hidden />
          {t("news", { count })} · {t("toNews")}
        </button>
      )}
    </div>
  );
}
