import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Case } from "../../api/schema";
import { useSession } from "../../api/session";
import styles from "./Case.module.css";
import { useCaseChange } from "./change";

/** Whose case it is; one takes it, or gives one's own back. */
export function Assignee({ of }: { of: Case }) {
  const { t } = useTranslation("case");
  const { user } = useSession();
  const change = useCaseChange(of);
  const isMine = user !== null && of.assigneeId === user.id;
  const whose = of.assigneeId === null ? "nobody" : isMine ? "mine" : "other";
  return (
    <div className={styles.assignee}>
      <span className={styles.whose}>
        {t("assignee.label")}: <strong>{t(`assignee.${whose}`)}</strong>
      </span>
      {user && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={change.isPending}
          onClick={() => change.mutate({ assigneeId: isMine ? null : user.id })}
        >
          {t(isMine ? "assignee.giveBack" : "assignee.take")}
        </Button>
      )}
      {change.error && (
        <span role="alert" className={styles.refused}>
          {asRefusal(change.error).message}
        </span>
      )}
    </div>
  );
}
