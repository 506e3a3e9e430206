import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./CopyId.module.css";

/** An id that is copied by a press. */
export function CopyId({ id, text = id }: { id: string; text?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className={`${styles.copy} numbers`}
      aria-label={t("copy", { text })}
      onClick={() => void navigator.clipboard?.writeText(id).then(() => setCopied(true))}
    >
      {text}
      <Icon size={12} aria-hidden />
      <span role="status" className="only-spoken">
        {copied && t("copied")}
      </span>
    </button>
  );
}
