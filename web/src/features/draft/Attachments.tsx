import { Button, CloseButton, FileButton, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import { useWriter } from "../../words/times";
import styles from "./Draft.module.css";
import { documentsAsked, isTooMuch, keepDocument } from "./documents";
import type { AttachedDocument, Change, DraftWords } from "./kept";

interface AttachmentsProps {
  readonly personId: string;
  readonly draft: DraftWords;
  readonly onChange: Change;
}

/** Files that go with an email: new ones, or those kept for the borrower. */
export function Attachments({ personId, draft, onChange }: AttachmentsProps) {
  const { t } = useTranslation("draft");
  const { data: kept } = useQuery(documentsAsked(personId));
  const { uploading, refused, upload } = useUpload(personId, draft, onChange);
  const others = (kept ?? []).filter(({ id }) => !draft.documents.some((one) => one.id === id));
  return (
    <section className={styles.files} aria-label={t("attachments")}>
      <div className={styles.attach}>
        <FileButton multiple onChange={upload}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-xs"
              leftSection={<Paperclip size={13} aria-hidden />}
              loading={uploading}
            >
              {t("attach")}
            </Button>
          )}
        </FileButton>
        <KeptChoice
          others={others}
          onAttach={(document) => onChange({ documents: [...draft.documents, document] })}
        />
      </div>
      <Attached draft={draft} onChange={onChange} />
      {isTooMuch(draft.documents) && (
        <p role="alert" className={styles.refused}>
          {t("tooMuch")}
        </p>
      )}
      {refused.map((message) => (
        <p key={message} role="alert" className={styles.refused}>
          {message}
        </p>
      ))}
    </section>
  );
}

interface KeptProps {
  readonly others: readonly AttachedDocument[];
  readonly onAttach: (document: AttachedDocument) => void;
}

/** What is kept for the borrower and not attached yet. */
function KeptChoice({ others, onAttach }: KeptProps) {
  const { t } = useTranslation("draft");
  if (others.length === 0) return null;
  return (
    <Select
      aria-label={t("attachKept")}
      placeholder={t("attachKept")}
      searchable={others.length > 8}
      value={null}
      data={others.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        const one = others.find((document) => document.id === id);
        if (one) onAttach({ id: one.id, name: one.name, size: one.size });
      }}
    />
  );
}

function Attached({ draft, onChange }: Omit<AttachmentsProps, "personId">) {
  const { t } = useTranslation("draft");
  const writer = useWriter();
  return (
    <ul>
      {draft.documents.map(({ id, name, size }) => (
        <li key={id}>
          <span className={styles.file}>{name}</span>
          <span className={styles.size}>
            {t("kilobytes", { size: writer.number(Math.ceil(size / 1024)) })}
          </span>
          <CloseButton
            size="xs"
            aria-label={t("takeOff", { name })}
            onClick={() => onChange({ documents: draft.documents.filter((one) => one.id !== id) })}
          />
        </li>
      ))}
    </ul>
  );
}

/** Files one after the other; what is refused is told with its name and the reason. */
function useUpload(personId: string, draft: DraftWords, onChange: Change) {
  const queries = useQueryClient();
  const latest = useRef(draft);
  latest.current = draft;
  const { mutate, isPending, data } = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const refused: string[] = [];
      const kept: AttachedDocument[] = [];
      for (const file of files) {
        try {
          const { id, name, size } = await keepDocument(personId, file);
          kept.push({ id, name, size });
        } catch (error) {
          const refusal = asRefusal(error);
          refused.push(`${file.name}: ${refusal.fields[0]?.message ?? refusal.message}`);
        }
      }
      return { kept, refused };
    },
    onSuccess: ({ kept }) => {
      onChange({ documents: [...latest.current.documents, ...kept] });
      void queries.invalidateQueries({ queryKey: ["person", personId, "documents"] });
    },
  });
  return {
    uploading: isPending,
    refused: data?.refused ?? [],
    upload: (files: File[]) => {
      if (files.length > 0) mutate(files);
    },
  };
}
