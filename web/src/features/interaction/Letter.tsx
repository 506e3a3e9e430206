import { useQuery } from "@tanstack/react-query";
import { Download, ExternalLink } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../shell/Refused";
import { Loading } from "../../shell/states";
import { useWriter } from "../../words/times";
import { letterAsked } from "./asked";
import styles from "./Letter.module.css";

interface LetterProps {
  readonly interactionId: string;
  /** The lines of its address. */
  readonly to: readonly string[];
  /** What it says, where that is known apart from what was printed. */
  readonly words: ReactNode;
  /** What stands here where neither is there. */
  readonly unprinted: ReactNode;
}

/** A letter as it was printed, and what it says; where none was printed here, what it says alone. */
export function Letter({ interactionId, to, words, unprinted }: LetterProps) {
  const { data: pdf, error, isLoading } = useQuery(letterAsked(interactionId));
  if (isLoading) return <Loading lines={5} />;
  if (!pdf) {
    return (
      <>
        <Refused error={error} />
        {words ?? unprinted}
      </>
    );
  }
  return <Printed interactionId={interactionId} to={to} words={words} pdf={pdf} />;
}

interface PrintedProps extends Omit<LetterProps, "unprinted"> {
  readonly pdf: Blob;
}

function Printed({ interactionId, to, words, pdf }: PrintedProps) {
  const { t } = useTranslation("interaction");
  const address = useAddress(pdf);
  const isShown = navigator.pdfViewerEnabled;
  return (
    <article className={styles.letter}>
      {to.length > 0 && (
        <p className={styles.to}>
          {t("to")}: {to.join(", ").replaceAll("\n", ", ")}
        </p>
      )}
      <Ways interactionId={interactionId} address={address} size={pdf.size} />
      {isShown && address && (
        // Without the viewer's own tools: how to open and to keep it stands above.
        <iframe title={t("letter.title")} src={`${address}#toolbar=0&view=FitH`} className={styles.pages} />
      )}
      {!isShown && !words && <p className={styles.away}>{t("letter.away")}</p>}
      {isShown && words ? (
        <details>
          <summary>{t("letter.words")}</summary>
          {words}
        </details>
      ) : (
        words
      )}
    </article>
  );
}

interface WaysProps {
  readonly interactionId: string;
  readonly address: string | null;
  readonly size: number;
}

/** Whatever the browser shows by itself, it can be opened and kept. */
function Ways({ interactionId, address, size }: WaysProps) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  return (
    <p className={styles.ways}>
      <a href={`/api/interactions/${interactionId}/letter`} target="_blank" rel="noopener">
        <ExternalLink size={14} aria-hidden />
        {t("letter.open")}
      </a>
      {address && (
        <a href={address} download={`${interactionId}.pdf`}>
          <Download size={14} aria-hidden />
          {t("letter.download")}
        </a>
      )}
      <span>PDF, {t("kilobytes", { size: writer.number(Math.ceil(size / 1024)) })}</span>
    </p>
  );
}

/** An address of what the page holds, for as long as it is shown. */
function useAddress(blob: Blob): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
