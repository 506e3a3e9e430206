import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pin, Star } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Note } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { type About, addNote, inOrder, notesAsked } from "./asked";
import styles from "./Notes.module.css";

const LONGEST = 20_000;

/** The notes about something, and a place for the next one. */
export function Notes({ about }: { about: About }) {
  const { t } = useTranslation("borrower");
  const { data, error, refetch } = useQuery(notesAsked(about));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  return (
    <div className={styles.notes}>
      <NewNote about={about} />
      {!data && <Loading lines={2} />}
      {data && data.data.length === 0 && <p className={styles.none}>{t("note.none")}</p>}
      {data && data.data.length > 0 && (
        <ul>
          {inOrder(data.data).map((note) => (
            <OneNote key={note.id} note={note} />
          ))}
        </ul>
      )}
    </div>
  );
}

function OneNote({ note }: { note: Note }) {
  const { t } = useTranslation("borrower");
  const writer = useWriter();
  return (
    <li className={styles.note} data-pinned={note.pinned || undefined}>
      <p>{note.content}</p>
      <p className={styles.by}>
        {note.pinned && <Pin size={13} role="img" aria-label={t("note.pinned")} />}
        {note.important && <Star size={13} role="img" aria-label={t("note.important")} />}
        <span>{note.createdBy.name}</span>
        <time dateTime={note.createdAt} title={writer.exact(note.createdAt)}>
          {writer.moment(note.createdAt)}
        </time>
      </p>
    </li>
  );
}

function NewNote({ about }: { about: About }) {
  const { t } = useTranslation("borrower");
  const queries = useQueryClient();
  const [content, setContent] = useState("");
  const add = useMutation({
    mutationFn: () => addNote(about, content),
    onSuccess: async () => {
      setContent("");
      await queries.invalidateQueries({ queryKey: ["notes", about] });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (content.trim() !== "") add.mutate();
  }
  return (
    <form onSubmit={submit} className={styles.new}>
      <Textarea
        aria-label={t("note.new")}
        placeholder={t("note.new")}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={LONGEST}
        value={content}
        error={add.error && asRefusal(add.error).message}
        onChange={({ currentTarget: { value } }) => setContent(value)}
      />
      {content.trim() !== "" && (
        <Button type="submit" loading={add.isPending}>
          {t("note.save")}
        </Button>
      )}
    </form>
  );
}
