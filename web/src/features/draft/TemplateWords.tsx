import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { TemplateDescriptor } from "../../api/schema";
import { Refused } from "../../shell/Refused";
import { useSettled } from "../../shell/settled";
import { Loading } from "../../shell/states";
import { emailDocument } from "../interaction/email_document";
import styles from "./Draft.module.css";
import type { Change, DraftWords } from "./kept";
import { messageOf, type SentChannel } from "./message";
import { type Rendered, renderAsked, savePdf } from "./render";
import type { Lack } from "./template";
import { SegmentCount } from "./Words";

/** Milliseconds without a key before the preview is drawn anew. */
const PAUSE = 250;

interface TemplateProps {
  readonly personId: string;
  readonly channel: SentChannel;
  readonly draft: DraftWords;
  readonly template: TemplateDescriptor;
  readonly onChange: Change;
}

/** What a template says with the values given so far, drawn anew while they are typed. */
export function TemplateWords(props: TemplateProps) {
  const { t } = useTranslation("draft");
  const { personId, channel, draft, template, onChange } = props;
  const { rendered, lack } = useRendered(personId, channel, draft, template);
  return (
    <div className={styles.template}>
      <Values draft={draft} lack={lack} onChange={onChange} />
      {lack && lack.kind !== "value" && (
        <p role="alert" className={styles.lacks}>
          {lack.kind === "other" ? lack.message : t(`lacks.${lack.kind}`)}
        </p>
      )}
      {!rendered && !lack && <Loading lines={3} />}
      {rendered && (
        <section aria-label={t("preview")} className={styles.preview}>
          <p className={styles.previewTitle}>{t("preview")}</p>
          {rendered.subjectLine && <p className={styles.subjectLine}>{rendered.subjectLine}</p>}
          {channel === "text" ? <TextPreview text={rendered.shown} /> : <HtmlPreview html={rendered.shown} />}
        </section>
      )}
      {channel === "mail" && !lack && <Pdf {...props} />}
    </div>
  );
}

/** What the template still lacks; null where it can be filled in, or where nobody asked yet. */
export function useLack(
  personId: string,
  channel: SentChannel,
  draft: DraftWords,
  template: TemplateDescriptor | null,
): Lack | null {
  const { lack } = useRendered(personId, channel, draft, template);
  return template && lack;
}

function useRendered(
  personId: string,
  channel: SentChannel,
  draft: DraftWords,
  template: TemplateDescriptor | null,
): { rendered: Rendered | null; lack: Lack | null } {
  const now = JSON.stringify(messageOf(personId, channel, draft, template));
  const settled = useSettled(now, PAUSE);
  const message = useMemo(() => JSON.parse(settled) as ReturnType<typeof messageOf>, [settled]);
  const { data, error } = useQuery({
    ...renderAsked(message, channel === "text" ? "text" : "html"),
    enabled: template !== null && message.subject === template.subject,
    placeholderData: keepPreviousData,
  });
  if (error) return { rendered: null, lack: { kind: "other", message: asRefusal(error).message } };
  if (!data) return { rendered: null, lack: null };
  return "lack" in data ? { rendered: null, lack: data.lack } : { rendered: data, lack: null };
}

type ValuesProps = Pick<TemplateProps, "draft" | "onChange"> & { readonly lack: Lack | null };

/** A field for each value the template asks for; the API names the next one as long as one is missing. */
function Values({ draft, lack, onChange }: ValuesProps) {
  const { t } = useTranslation("draft");
  const known = Object.keys(draft.values);
  const paths = lack?.kind === "value" && !known.includes(lack.path) ? [...known, lack.path] : known;
  if (paths.length === 0) return null;
  return (
    <fieldset className={styles.values}>
      <legend>{t("values")}</legend>
      {paths.map((path) => (
        <TextInput
          key={path}
          size="xs"
          label={path}
          value={draft.values[path] ?? ""}
          error={lack?.kind === "value" && lack.path === path && t("lacks.value")}
          onChange={({ currentTarget: { value } }) =>
            onChange({ values: { ...draft.values, [path]: value } })
          }
        />
      ))}
    </fieldset>
  );
}

function TextPreview({ text }: { text: string }) {
  return (
    <>
      <p className={styles.textPreview}>{text}</p>
      <SegmentCount text={text} />
    </>
  );
}

function HtmlPreview({ html }: { html: string }) {
  const { t } = useTranslation("draft");
  const shown = useMemo(() => emailDocument(html, false).html, [html]);
  return <iframe title={t("preview")} className={styles.frame} sandbox="" srcDoc={shown} />;
}

function Pdf({ personId, channel, draft, template }: TemplateProps) {
  const { t } = useTranslation("draft");
  const saving = useMutation({
    mutationFn: () => savePdf(messageOf(personId, channel, draft, template), `${template.name}.pdf`),
  });
  return (
    <div>
      <Button
        variant="default"
        leftSection={<FileDown size={14} aria-hidden />}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {t("pdf")}
      </Button>
      <Refused error={saving.error} />
    </div>
  );
}
