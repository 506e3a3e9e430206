import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Chooser } from "../../shell/Chooser";
import { personName } from "../borrower/name";
import { useBorrowerChoices } from "../crm/find";
import type { Target } from "./UnassociatedPage";

interface PickProps {
  readonly title: string;
  readonly onPick: (target: Target) => void;
  readonly onClose: () => void;
}

/** Any borrower, found by typing. */
export function PickBorrower({ title, onPick, onClose }: PickProps) {
  const { t } = useTranslation("crm");
  const shell = useTranslation();
  const [text, setText] = useState("");
  const { choices, wanted, found } = useBorrowerChoices(text, (person) =>
    onPick({ personId: person.id, name: personName(person) }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      <Chooser
        label={t("find.label")}
        hint={t("find.hint")}
        list="below"
        text={text}
        onText={setText}
        groups={[{ choices }]}
        instead={wanted !== "" && !found.isLoading ? <p>{t("find.nobody", { text: wanted })}</p> : undefined}
        ref={(input) => input?.setAttribute("data-autofocus", "")}
      />
    </Modal>
  );
}
