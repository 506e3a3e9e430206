import { Button, Checkbox, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { NoteWords } from "./asked";
import styles from "./Notes.module.css";

const LONGEST = 20_000;

interface NoteFormProps {
  readonly label: string;
  readonly words?: NoteWords;
  /** Whether whoever sees it goes on in it: it came in the place of what they pressed. */
  readonly goesOn?: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly onSave: (words: NoteWords) => void;
  readonly onCancel?: () => void;
}

/** What a note says and where it stands; a new one is a single line until something is typed. */
export function NoteForm({ label, words, goesOn = false, saving, error, onSave, onCancel }: NoteFormProps) {
  const { t } = useTranslation("notes");
  const [content, setContent] = useState(words?.content ?? "");
  const [pinned, setPinned] = useState(words?.pinned ?? false);
  const [important, setImportant] = useState(words?.important ?? false);
  const isEmpty = content.trim() === "";
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isEmpty && !saving) onSave({ content, pinned, important });
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <Textarea
        aria-label={label}
        placeholder={label}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={LONGEST}
        autoFocus={goesOn}
        value={content}
        error={error ? asRefusal(error).message : undefined}
        onChange={({ currentTarget: { value } }) => setContent(value)}
      />
      {(!isEmpty || words) && (
        <div className={styles.formEnd}>
          <Mark label={t("pinned")} on={pinned} onChange={setPinned} />
          <Mark label={t("important")} on={important} onChange={setImportant} />
          <span className={styles.gap} />
          {onCancel && (
            <Button variant="subtle" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
          <Button type="submit" loading={saving} disabled={isEmpty}>
            {t("save")}
          </Button>
        </div>
      )}
    </form>
  );
}

function Mark({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Checkbox
      size="xs"
      label={label}
      checked={on}
      onChange={({ currentTarget: { checked } }) => onChange(checked)}
    />
  );
}
