import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Loading, Trouble } from "../../shell/states";
import { type Audio, audioAsked } from "./asked";
import styles from "./Player.module.css";

/** Plays a recording or voicemail; the browser's own player seeks and is used by keyboard. */
export function Player({ interactionId, audio }: { interactionId: string; audio: Audio }) {
  const { t } = useTranslation("interaction");
  const { data: source, error, refetch } = useQuery(audioAsked(interactionId, audio));
  return (
    <section className={styles.player}>
      <h3>{t(audio)}</h3>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!error && !source && <Loading lines={1} />}
      {source && (
        // biome-ignore lint/a11y/useMediaCaption: the transcript, where there is one, stands below
        <audio
          controls
          preload="metadata"
          src={source}
          aria-label={t(audio)}
          onError={() => void refetch()}
        />
      )}
    </section>
  );
}
