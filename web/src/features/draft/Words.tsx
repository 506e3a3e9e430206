import { Textarea, TextInput } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../../shell/states";
import styles from "./Draft.module.css";
import type { Change, DraftWords } from "./kept";
import { segmentsOf } from "./segments";

const RichText = lazy(() => import("./RichText").then(({ RichText }) => ({ default: RichText })));

interface WordsProps {
  readonly channel: "email" | "text";
  readonly draft: DraftWords;
  readonly onChange: Change;
}

/** Words of one's own. */
export function FreeWords({ channel, draft, onChange }: WordsProps) {
  const { t } = useTranslation("draft");
  if (channel === "text") {
    return (
      <div>
        <Textarea
          label={t("body")}
          size="xs"
          autosize
          minRows={4}
          maxRows={14}
          data-autofocus
          value={draft.body}
          onChange={({ currentTarget: { value } }) => onChange({ body: value })}
        />
        <SegmentCount text={draft.body} />
      </div>
    );
  }
  return (
    <>
      <TextInput
        size="xs"
        label={t("subject")}
        maxLength={255}
        data-autofocus
        value={draft.subject}
        onChange={({ currentTarget: { value } }) => onChange({ subject: value })}
      />
      <Suspense fallback={<Loading lines={4} />}>
        <RichText
          label={t("body")}
          html={draft.html}
          onWritten={(html, text) => onChange({ html, body: text })}
        />
      </Suspense>
    </>
  );
}

/** Into how many pieces the network cuts a text, and why. */
export function SegmentCount({ text }: { text: string }) {
  const { t } = useTranslation("draft");
  const { count, left, wide } = segmentsOf(text);
  return (
    <p className={`${styles.count} numbers`}>
      {t("segments", { count, left })} · {wide ? t("wide") : "GSM-7"}
    </p>
  );
}
