import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "../../api/session";
import styles from "./SignIn.module.css";
import { SignInForm } from "./SignInForm";
import { signOut } from "./sign_out";

/** Lies over the page when the session has ended; the page beneath keeps what was typed. */
export function SignInAgain() {
  const { t } = useTranslation("session");
  const { phase, user } = useSession();
  return (
    <Modal
      opened={phase === "ended"}
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={t("againTitle")}
      zIndex={1000}
      size="sm"
    >
      <p className={styles.again}>{t("againHelp")}</p>
      {user && <SignInForm email={user.email} onDone={() => undefined} />}
      <Button variant="subtle" mt="sm" fullWidth onClick={() => void signOut()}>
        {t("leave")}
      </Button>
    </Modal>
  );
}
