import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ImageOff, Paperclip } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWriter } from "../../words/times";
import { attachmentsAsked } from "./asked";
import styles from "./EmailContent.module.css";
import { emailDocument } from "./email_document";
import type { Said } from "./said";

/** An email: who, about what, the words, the files. */
export function EmailContent({ interactionId, said }: { interactionId: string; said: Said }) {
  const { t } = useTranslation("interaction");
  const people: [string, string][] = [
    [t("from"), said.from ?? ""],
    [t("to"), said.to.join(", ")],
    [t("cc"), said.cc.join(", ")],
  ];
  return (
    <article className={styles.email}>
      <header className={styles.head}>
        {said.subject && <h3>{said.subject}</h3>}
        <dl>
          {people
            .filter(([, who]) => who !== "")
            .map(([name, who]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{who}</dd>
              </div>
            ))}
        </dl>
      </header>
      {said.html ? <Html html={said.html} /> : <p className={styles.text}>{said.text ?? t("noWords")}</p>}
      <Attachments interactionId={interactionId} />
    </article>
  );
}

function Html({ html }: { html: string }) {
  const { t } = useTranslation("interaction");
  const [withImages, setWithImages] = useState(false);
  const [tall, setTall] = useState(false);
  const email = useMemo(() => emailDocument(html, withImages), [html, withImages]);
  return (
    <>
      {email.remoteImages > 0 && !withImages && (
        <div className={styles.blocked}>
          <ImageOff size={15} aria-hidden />
          <span>{t("imagesBlocked", { count: email.remoteImages })}</span>
          <Button variant="default" size="compact-xs" onClick={() => setWithImages(true)}>
            {t("showImages")}
          </Button>
        </div>
      )}
      <iframe
        title={t("emailFrame")}
        className={styles.frame}
        data-tall={tall || undefined}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={email.html}
      />
      <button type="button" className={styles.taller} onClick={() => setTall(!tall)}>
        {t(tall ? "shorter" : "taller")}
      </button>
    </>
  );
}

function Attachments({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  const { data } = useQuery(attachmentsAsked(interactionId));
  if (!data || data.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t("attachments")}>
      {data.map(({ number, name, size }) => (
        <li key={number}>
          <a href={`/api/interactions/${interactionId}/attachments/${number}`} download={name}>
            <Paperclip size={13} aria-hidden />
            {name}
          </a>
          <span>{t("kilobytes", { size: writer.number(Math.ceil(size / 1024)) })}</span>
        </li>
      ))}
    </ul>
  );
}
