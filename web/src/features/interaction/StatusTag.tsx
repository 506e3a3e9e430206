import type { Status } from "../../api/schema";
import { useLabel } from "../../words/vocabulary";
import styles from "./StatusTag.module.css";

/** A status, by shape and word as well as by colour. */
export function StatusTag({ status }: { status: Status }) {
  const label = useLabel();
  return (
    <span className={styles.tag} data-status={status}>
      {label("Status", status)}
    </span>
  );
}
