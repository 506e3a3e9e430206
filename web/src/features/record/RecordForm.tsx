import { Button, Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExternalChannel } from "./details";
import { Reasons } from "./Reasons";
import styles from "./Record.module.css";
import { DirectionField, OutcomeField, SaidFields, StatusFields, TimeFields } from "./RecordFields";
import { AboutFields, ContactField } from "./RecordParts";
import { useTold } from "./told";

interface RecordProps {
  readonly personId: string;
  readonly channel: ExternalChannel;
  readonly onClose: () => void;
}

/** The form of what happened outside; nothing is sent by it. */
export function RecordForm({ personId, channel, onClose }: RecordProps) {
  const { t } = useTranslation("record");
  const shell = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t(`title.${channel}`)}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <Form personId={personId} channel={channel} onClose={onClose} />
    </Drawer>
  );
}

function Form({ personId, channel, onClose }: RecordProps) {
  const { t } = useTranslation("record");
  const form = useTold(personId, channel, onClose);
  const { told, setTold, set, errors, rest, saving, submit } = form;
  const part = { personId, channel, told, errors, onChange: set, onTold: setTold };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={t(`title.${channel}`)} noValidate>
      <p className={styles.help}>{t("help")}</p>
      <DirectionField {...part} />
      <div className={styles.pair}>
        <TimeFields {...part} />
        <ContactField personId={personId} told={told} error={errors.contactId} onChange={set} />
        <Reasons told={told} error={errors.theme} onChange={set} />
      </div>
      {channel === "voice" && <OutcomeField {...part} />}
      <div className={styles.pair}>
        <StatusFields {...part} />
        <AboutFields personId={personId} told={told} errors={errors} onChange={set} />
      </div>
      <SaidFields {...part} />
      {rest.map((message) => (
        <p key={message} role="alert" className={styles.refused}>
          {message}
        </p>
      ))}
      <div className={styles.end}>
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={saving}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
