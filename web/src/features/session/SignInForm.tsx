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
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Hindrance | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    try {
      await signIn({ email: email.trim(), password });
      onDone();
    } catch (error) {
      setTrouble(hindrance(error));
      passwordField.current?.select();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form}>
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
