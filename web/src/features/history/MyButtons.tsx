import { Button, CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { ButtonPlace } from "../../api/schema";
import { Outside } from "./BesideTabs";
import { type Pressed, useButtons, usePress } from "./buttons";
import styles from "./MyButtons.module.css";

interface ButtonsProps {
  readonly interactionId: string;
  readonly place: ButtonPlace;
}

/** The buttons that somebody's profile has for such an interaction, and what the last one said. */
export function MyButtons({ interactionId, place }: ButtonsProps) {
  const { t } = useTranslation("history");
  const buttons = useButtons(interactionId, place);
  const { mutate, reset, data, error, isPending, variables } = usePress(interactionId);
  if (buttons.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that belong together are no fields of a form
    <div role="group" aria-label={t("buttons.title")} className={styles.buttons} data-place={place}>
      {buttons.map(({ id, label }) => (
        <Button
          key={id}
          variant="default"
          className={styles.button ?? ""}
          loading={isPending && variables.id === id}
          onClick={() => mutate({ id, label })}
        >
          {label}
        </Button>
      ))}
      <Notice pressed={data ?? null} error={error} onClose={reset} />
    </div>
  );
}

interface NoticeProps {
  readonly pressed: Pressed | null;
  readonly error: unknown;
  readonly onClose: () => void;
}

/** Read out when it comes; it stays until it is closed or the next one comes. */
function Notice({ pressed, error, onClose }: NoticeProps) {
  const { t } = useTranslation("history");
  const shell = useTranslation();
  const failed = error !== null || pressed?.kind === "failed";
  const said = useSaid(pressed, error);
  return (
    <div role={failed ? "alert" : "status"} className={styles.notice} data-failed={failed || undefined}>
      {said && (
        <>
          <span>{said}</span>
          {pressed?.kind === "opens" && <Outside url={pressed.url}>{t("buttons.openAgain")}</Outside>}
          <CloseButton size="xs" aria-label={shell.t("close")} onClick={onClose} />
        </>
      )}
    </div>
  );
}

function useSaid(pressed: Pressed | null, error: unknown): string | null {
  const { t } = useTranslation("history");
  if (error) return asRefusal(error).message;
  if (!pressed) return null;
  const { label } = pressed;
  if (pressed.kind === "opens") return t("buttons.opened", { label });
  if (pressed.kind === "said")
    return t("buttons.said", { label, message: pressed.message ?? t("buttons.done") });
  return pressed.message === null
    ? t("buttons.failed", { label })
    : t("buttons.failedWith", { label, why: pressed.message });
}
