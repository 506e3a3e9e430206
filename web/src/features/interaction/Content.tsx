import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { Loading } from "../../shell/states";
import { useWriter } from "../../words/times";
import { convoAsked } from "./asked";
import { Bubbles } from "./Bubbles";
import styles from "./Content.module.css";
import { Player } from "./Player";
import { readContent, type Said, type SaidMessage, sideOf } from "./said";

const EmailContent = lazy(() =>
  import("./EmailContent").then(({ EmailContent }) => ({ default: EmailContent })),
);

const Letter = lazy(() => import("./Letter").then(({ Letter }) => ({ default: Letter })));

/** What was said, as its channel says it. */
export function Content({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation("interaction");
  if (interaction.locked) {
    return (
      <div className={styles.locked}>
        <Lock size={18} aria-hidden />
        <p>{t("locked")}</p>
      </div>
    );
  }
  const said = readContent(interaction.content);
  switch (interaction.channel) {
    case "email":
      return (
        <Suspense fallback={<Loading />}>
          <EmailContent interactionId={interaction.id} said={said} />
        </Suspense>
      );
    case "text":
    case "chat":
      return <Conversation interaction={interaction} said={said} />;
    case "voice":
      return <Call interaction={interaction} said={said} />;
    case "mail":
      return <Mail interaction={interaction} said={said} />;
    default:
      return <Anything content={interaction.content} />;
  }
}

function Conversation({ interaction, said }: { interaction: Interaction; said: Said }) {
  const { data, isLoading } = useQuery(convoAsked(interaction.id));
  if (isLoading) return <Loading />;
  const messages: SaidMessage[] = (data?.messages ?? []).map(({ id, at, author, body }) => ({
    key: id,
    at,
    side: sideOf(author.type),
    name: author.name ?? null,
    body,
  }));
  const single: SaidMessage = {
    key: interaction.id,
    at: interaction.startedAt,
    side: interaction.direction === "inbound" ? "theirs" : "ours",
    name: null,
    body: said.text ?? "",
  };
  const kept = messages.length > 0 ? messages : said.messages;
  if (kept.length > 0) return <Bubbles messages={kept} />;
  return said.text ? <Bubbles messages={[single]} /> : <Nothing />;
}

function Call({ interaction, said }: { interaction: Interaction; said: Said }) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  const lengths = [
    said.seconds !== null && t("lasted", { time: writer.duration(said.seconds) }),
    said.holdSeconds !== null && t("onHold", { time: writer.duration(said.holdSeconds) }),
  ].filter(Boolean);
  return (
    <div className={styles.call}>
      {lengths.length > 0 && <p className={styles.soft}>{lengths.join(" · ")}</p>}
      {interaction.hasRecording && <Player interactionId={interaction.id} audio="recording" />}
      {interaction.hasVoicemail && <Player interactionId={interaction.id} audio="voicemail" />}
      {said.transcript ? (
        <section>
          <h3>{t("transcript")}</h3>
          <p className={styles.words}>{said.transcript}</p>
        </section>
      ) : (
        !interaction.hasRecording && !interaction.hasVoicemail && <Nothing />
      )}
    </div>
  );
}

/** A letter as it was printed, where it was printed here, and what is known of its words. */
function Mail({ interaction, said }: { interaction: Interaction; said: Said }) {
  const hasWords = Boolean(said.html ?? said.text);
  return (
    <Suspense fallback={<Loading />}>
      <Letter
        interactionId={interaction.id}
        to={said.to}
        words={hasWords ? <LetterWords interactionId={interaction.id} said={said} /> : null}
        unprinted={<Anything content={interaction.content} />}
      />
    </Suspense>
  );
}

function LetterWords({ interactionId, said }: { interactionId: string; said: Said }) {
  if (said.html) return <EmailContent interactionId={interactionId} said={said} />;
  return <p className={styles.letter}>{said.text}</p>;
}

/** Channels whose content has no shape: as it was sent. */
function Anything({ content }: { content: unknown }) {
  if (content === null || content === undefined) return <Nothing />;
  return <pre className={styles.raw}>{JSON.stringify(content, null, 2)}</pre>;
}

function Nothing() {
  const { t } = useTranslation("interaction");
  return <p className={styles.soft}>{t("noWords")}</p>;
}
