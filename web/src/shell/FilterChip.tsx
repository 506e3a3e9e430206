import { X } from "lucide-react";
import styles from "./FilterChip.module.css";

/** A filter that holds; pressed, it holds no more. */
export function FilterChip({ text, label, onRemove }: { text: string; label: string; onRemove: () => void }) {
  return (
    <button type="button" className={styles.chip} aria-label={label} onClick={onRemove}>
      <span>{text}</span>
      <X size={12} aria-hidden />
    </button>
  );
}
