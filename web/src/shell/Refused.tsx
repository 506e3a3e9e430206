import { asRefusal } from "../api/refusal";
import styles from "./Refused.module.css";

/** What the API says against something that was tried; nothing where it said nothing. */
export function Refused({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p role="alert" className={styles.refused}>
      {asRefusal(error).message}
    </p>
  );
}
