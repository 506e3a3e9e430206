import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./SignIn.module.css";
import { type Hindrance, hindrance, signIn } from "./sign_in";

/** Email and password; `email` is given where the same person has to come back. */
export function SignInForm({ email: known, onDone }: { email?: string; onDone: () => void }) {
  const { t } = useTranslation("session");
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const { busy, trouble, submit } = useSigningIn(onDone, () => passwordField.current?.select());

  return (
    <form onSubmit={(event) => void submit(event, { email: email.trim(), password })} className={styles.form}>
      <TextInput
        label={t("email")}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        readOnly={known !== undefined}
        data-autofocus={known === undefined || undefined}
        value={email}
        onChange={({ currentTarget: { value } }) => setEmail(value)}
      />
      <PasswordInput
        label={t("password")}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus={known !== undefined || undefined}
        ref={passwordField}
        value={password}
        onChange={({ currentTarget: { value } }) => setPassword(value)}
        visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
      />
      <div role="alert" className={styles.trouble}>
        {trouble && <TroubleWords trouble={trouble} />}
      </div>
      <Button type="submit" size="sm" fullWidth loading={busy}>
        {t("signIn")}
      </Button>
    </form>
  );
}

/** Signs in, or says what hinders it. */
function useSigningIn(onDone: () => void, onTrouble: () => void) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Hindrance | null>(null);
  async function submit(event: FormEvent, who: { email: string; password: string }): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    try {
      await signIn(who);
      onDone();
    } catch (error) {
      setTrouble(hindrance(error));
      onTrouble();
    } finally {
      setBusy(false);
    }
  }
  return { busy, trouble, submit };
}

function TroubleWords({ trouble }: { trouble: Hindrance }) {
  const { t } = useTranslation("session");
  switch (trouble.kind) {
    case "wrong":
      return t("wrong");
    case "locked":
      return t("locked", { minutes: trouble.minutes });
    case "away":
      return t("away");
    case "refused":
      return trouble.message;
  }
}
