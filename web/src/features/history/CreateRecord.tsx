import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import type { HistoryDetail } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import { newOnceKey } from "../draft/send";
import styles from "./Detail.module.css";

interface GivenName {
  readonly firstName: string;
  readonly lastName: string;
}

const NO_NAME = {
  prefix: null,
  middleName: null,
  maidenLastName: null,
  suffix: null,
  preferredFirstName: null,
};

interface CreateProps {
  readonly detail: HistoryDetail;
  readonly onMade: (personId: string) => void;
  readonly onClose: () => void;
}

/** A record for somebody nobody knew, with the number or address they used. */
export function CreateRecord({ detail, onMade, onClose }: CreateProps) {
  const { t } = useTranslation("history");
  const shell = useTranslation();
  const { name, setName, address, setAddress, making } = useMaking(detail, onMade);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.lastName.trim() !== "" && !making.isPending) making.mutate();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.create")}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <form className={styles.form} onSubmit={submit}>
        <NameFields name={name} onName={setName} />
        <TextInput
          size="xs"
          label={t("settings.contact")}
          value={address}
          onChange={({ currentTarget: { value } }) => setAddress(value)}
        />
        <Refused error={making.error} />
        <div className={styles.end}>
          <Button variant="subtle" onClick={onClose}>
            {t("settings.cancel")}
          </Button>
          <Button type="submit" loading={making.isPending} disabled={name.lastName.trim() === ""}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useMaking(detail: HistoryDetail, onMade: (personId: string) => void) {
  const [name, setGiven] = useState<GivenName>({ firstName: "", lastName: "" });
  const [address, setAddress] = useState(detail.customerAddress ?? "");
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const making = useMutation({ mutationFn: () => make(name, address.trim(), onceKey), onSuccess: onMade });
  function setName(next: GivenName): void {
    setGiven(next);
    // Another name is another record.
    setOnceKey(newOnceKey());
  }
  return { name, setName, address, setAddress, making };
}

function NameFields({ name, onName }: { name: GivenName; onName: (name: GivenName) => void }) {
  const { t } = useTranslation("history");
  return (["firstName", "lastName"] as const).map((part) => (
    <TextInput
      key={part}
      size="xs"
      label={t(`settings.${part}`)}
      withAsterisk={part === "lastName"}
      data-autofocus={part === "firstName" || undefined}
      maxLength={255}
      value={name[part]}
      onChange={({ currentTarget: { value } }) => onName({ ...name, [part]: value })}
    />
  ));
}

/** Both once only: pressed again after the second was refused, the first is not made anew. */
async function make(name: GivenName, address: string, onceKey: string): Promise<string> {
  const body = { name: { ...NO_NAME, ...name } };
  const once = { headers: { "Idempotency-Key": onceKey } };
  const personId = (await answered(api.POST("/api/people", { body, ...once }))).data.id;
  if (address !== "") {
    const contactType = address.includes("@") ? ("email" as const) : ("phone" as const);
    const contact = { params: { path: { personId } }, body: { contactType, value: address } };
    await answered(api.POST("/api/people/{personId}/contacts", contact));
  }
  return personId;
}
