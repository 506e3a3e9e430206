import { ActionIcon, Tooltip } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type LucideIcon, Pencil, Pin, PinOff, Star, StarOff, Trash2 } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Note } from "../../api/schema";
import { useSession } from "../../api/session";
import { Confirm } from "../../shell/Confirm";
import { Refused } from "../../shell/Refused";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { type About, addNote, changeNote, deleteNote, inOrder, type NoteWords, notesAsked } from "./asked";
import { NoteForm } from "./NoteForm";
import styles from "./Notes.module.css";

/** The notes about something, and a place for the next one. */
export function Notes({ about }: { about: About }) {
  const { t } = useTranslation("notes");
  const { data, error, refetch } = useQuery(notesAsked(about));
  const all = useRef<HTMLDivElement>(null);
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  return (
    <div className={styles.notes} ref={all} tabIndex={-1}>
      <NewNote about={about} />
      {!data && <Loading lines={2} />}
      {data && data.data.length === 0 && <p className={styles.none}>{t("none")}</p>}
      {data && data.data.length > 0 && (
        <ul>
          {inOrder(data.data).map((note) => (
            <OneNote key={note.id} about={about} note={note} onGone={() => all.current?.focus()} />
          ))}
        </ul>
      )}
    </div>
  );
}

function NewNote({ about }: { about: About }) {
  const { t } = useTranslation("notes");
  const [round, setRound] = useState(0);
  const add = useNoteChange(about, (words: NoteWords) => addNote(about, words));
  return (
    <NoteForm
      key={round}
      label={t("new")}
      goesOn={round > 0}
      saving={add.isPending}
      error={add.error}
      onSave={(words) => add.mutate(words, { onSuccess: () => setRound(round + 1) })}
    />
  );
}

interface NoteProps {
  readonly about: About;
  readonly note: Note;
  /** It was deleted here: the focus that was in it needs another place. */
  readonly onGone: () => void;
}

function OneNote({ about, note, onGone }: NoteProps) {
  const { t } = useTranslation("notes");
  const [editing, setEditing] = useState<boolean | "done">(false);
  const [deleting, setDeleting] = useState(false);
  const trash = useRef<HTMLButtonElement>(null);
  const change = useNoteChange(about, (words: Partial<NoteWords>) => changeNote(about, note.id, words));
  const remove = useNoteChange(about, () => deleteNote(about, note.id).then(onGone));
  const error = change.error ?? remove.error;
  const mine = useMayChange(note);
  return (
    <li
      className={styles.note}
      data-pinned={note.pinned || undefined}
      data-important={note.important || undefined}
    >
      <Body note={note} editing={editing === true} change={change} onDone={() => setEditing("done")} />
      <div className={styles.foot}>
        <Written note={note} />
        {mine && editing !== true && (
          <Acts
            note={note}
            wasEdited={editing === "done"}
            trash={trash}
            onChange={change.mutate}
            onEdit={() => setEditing(true)}
            onDelete={() => setDeleting(true)}
          />
        )}
      </div>
      {deleting && (
        <Confirm
          question={t("deleteQuestion")}
          yes={t("delete")}
          onYes={() => remove.mutate(undefined)}
          onNo={() => {
            setDeleting(false);
            trash.current?.focus();
          }}
        />
      )}
      {editing !== true && <Refused error={error} />}
    </li>
  );
}

interface BodyProps {
  readonly note: Note;
  readonly editing: boolean;
  readonly change: ReturnType<typeof useNoteChange<Partial<NoteWords>>>;
  readonly onDone: () => void;
}

/** What it says, or the form that changes it. */
function Body({ note, editing, change, onDone }: BodyProps) {
  const { t } = useTranslation("notes");
  if (!editing) return <p className={styles.content}>{note.content}</p>;
  return (
    <NoteForm
      label={t("edit")}
      words={note}
      goesOn
      saving={change.isPending}
      error={change.error}
      onSave={(words) => change.mutate(words, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}

interface ActsProps {
  readonly note: Note;
  /** They come back in the place of the form: the focus goes where it was before. */
  readonly wasEdited: boolean;
  readonly trash: RefObject<HTMLButtonElement | null>;
  readonly onChange: (words: Partial<NoteWords>) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function Acts({ note, wasEdited, trash, onChange, onEdit, onDelete }: ActsProps) {
  const { t } = useTranslation("notes");
  return (
    <span className={styles.actions}>
      <Act
        name={t(note.pinned ? "unpin" : "pin")}
        icon={note.pinned ? PinOff : Pin}
        onPress={() => onChange({ pinned: !note.pinned })}
      />
      <Act
        name={t(note.important ? "notImportant" : "makeImportant")}
        icon={note.important ? StarOff : Star}
        onPress={() => onChange({ important: !note.important })}
      />
      <Act name={t("edit")} icon={Pencil} onPress={onEdit} autoFocus={wasEdited} />
      <Act name={t("delete")} icon={Trash2} onPress={onDelete} ref={trash} />
    </span>
  );
}

/** One's own notes anybody may change; those of others need `note:delete`, which agents do not have. */
function useMayChange(note: Note): boolean {
  const { user } = useSession();
  return user !== null && (note.createdBy.id === user.id || user.role !== "agent");
}

function useNoteChange<T>(about: About, act: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notes", about] }),
  });
}

function Written({ note }: { note: Note }) {
  const { t } = useTranslation("notes");
  const writer = useWriter();
  return (
    <span className={styles.by}>
      {note.pinned && <Pin size={13} role="img" aria-label={t("pinned")} />}
      {note.important && <Star size={13} role="img" aria-label={t("important")} />}
      <span>{note.createdBy.name}</span>
      <time dateTime={note.createdAt} title={writer.exact(note.createdAt)}>
        {writer.moment(note.createdAt)}
      </time>
      {note.updatedAt && <span title={writer.exact(note.updatedAt)}>{t("edited")}</span>}
    </span>
  );
}

interface ActProps {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly onPress: () => void;
  readonly autoFocus?: boolean;
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

function Act({ name, icon: Icon, onPress, ...focused }: ActProps) {
  return (
    <Tooltip label={name} withArrow>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={name} onClick={onPress} {...focused}>
        <Icon size={13} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
