import { ActionIcon, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Settings } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryDetail, HistoryName } from "../../api/schema";
import { useSession } from "../../api/session";
import { Refused } from "../../shell/Refused";
import { useLabel } from "../../words/vocabulary";
import { AddCase } from "../case/AddCase";
import { linkedCasesAsked } from "../interaction/asked";
import { useCaseLinking } from "../interaction/LinkedCases";
import { PickBorrower } from "../manager/PickBorrower";
import { useAssociation } from "./association";
import { CreateRecord } from "./CreateRecord";
import { PaymentForm } from "./PaymentForm";
import { PickCase } from "./PickCase";
import { Unassign } from "./Unassign";

type Dialog = "pay" | "assign" | "create" | "unassign" | "assignCase" | "createCase";

/** A payment, whose record and which case it belongs to (document 003, the cogged wheel). */
export function SettingsMenu({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const association = useAssociation(detail.id);
  const { user } = useSession();
  const { person } = detail;
  const mayAssociate = user?.role !== "agent";
  return (
    <>
      <Refused error={association.error} />
      <Menu position="bottom-end" shadow="md" width={270}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t("detail.settings")}>
            <Settings size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("settings.payment")}</Menu.Label>
          <Menu.Item onClick={() => setDialog("pay")}>{t("settings.pay")}</Menu.Item>
          {mayAssociate && <RecordItems person={person} onDialog={setDialog} />}
          {person && <CaseItems person={person} interactionId={detail.id} onDialog={setDialog} />}
        </Menu.Dropdown>
      </Menu>
      <Dialogs
        detail={detail}
        dialog={dialog}
        onAssign={(personId) => association.mutate(personId)}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

interface RecordItemsProps {
  readonly person: HistoryName | null | undefined;
  readonly onDialog: (dialog: Dialog) => void;
}

function RecordItems({ person, onDialog }: RecordItemsProps) {
  const { t } = useTranslation("history");
  return (
    <>
      <Menu.Label>{t("settings.record")}</Menu.Label>
      <Menu.Item onClick={() => onDialog("assign")}>
        {t(person ? "settings.reassign" : "settings.assign")}
      </Menu.Item>
      {!person && <Menu.Item onClick={() => onDialog("create")}>{t("settings.create")}</Menu.Item>}
      {person && <Menu.Item onClick={() => onDialog("unassign")}>{t("settings.unassign")}</Menu.Item>}
    </>
  );
}

interface CaseItemsProps {
  readonly person: HistoryName;
  readonly interactionId: string;
  readonly onDialog: (dialog: Dialog) => void;
}

function CaseItems({ person, interactionId, onDialog }: CaseItemsProps) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const { data: linked } = useQuery(linkedCasesAsked(person.id, interactionId));
  const { mutate } = useCaseLinking(person.id, interactionId);
  return (
    <>
      <Menu.Label>{t("settings.case")}</Menu.Label>
      <Menu.Item onClick={() => onDialog("assignCase")}>{t("settings.assignCase")}</Menu.Item>
      <Menu.Item onClick={() => onDialog("createCase")}>{t("settings.createCase")}</Menu.Item>
      {(linked ?? []).map((one) => (
        <Menu.Item key={one.id} onClick={() => mutate({ caseId: one.id, link: false })}>
          {t("settings.unassignCase", { name: one.name ?? label("CaseType", one.caseType) })}
        </Menu.Item>
      ))}
    </>
  );
}

interface DialogsProps {
  readonly detail: HistoryDetail;
  readonly dialog: Dialog | null;
  readonly onAssign: (personId: string | null) => void;
  readonly onClose: () => void;
}

function Dialogs({ detail, dialog, onAssign, onClose }: DialogsProps) {
  const { t } = useTranslation("history");
  const { person } = detail;
  const assign = (personId: string | null) => {
    onAssign(personId);
    onClose();
  };
  if (dialog === "pay") return <PaymentForm interactionId={detail.id} onClose={onClose} />;
  if (dialog === "assign") {
    return (
      <PickBorrower
        title={t("settings.pick")}
        onPick={({ personId }) => assign(personId)}
        onClose={onClose}
      />
    );
  }
  if (dialog === "create") return <CreateRecord detail={detail} onMade={assign} onClose={onClose} />;
  if (!person || !dialog) return null;
  if (dialog === "unassign")
    return <Unassign person={person} onSure={() => assign(null)} onClose={onClose} />;
  if (dialog === "assignCase")
    return <PickCase person={person} interactionId={detail.id} onClose={onClose} />;
  return <NewCase person={person} interactionId={detail.id} onClose={onClose} />;
}

function NewCase({
  person,
  interactionId,
  onClose,
}: Omit<CaseItemsProps, "onDialog"> & { onClose: () => void }) {
  const { mutate } = useCaseLinking(person.id, interactionId);
  return (
    <AddCase personId={person.id} onClose={onClose} onMade={(caseId) => mutate({ caseId, link: true })} />
  );
}
