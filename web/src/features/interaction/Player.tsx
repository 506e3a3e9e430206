import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading, Trouble } from "../../shell/states";
import { type Audio, audioAsked, heardAsked, LINK_FRESH } from "./asked";
import styles from "./Player.module.css";

const Waveform = lazy(() => import("./Waveform").then(({ Waveform }) => ({ default: Waveform })));

/** Longer ones are played, but not drawn: an hour of sound would have to be held at once. */
const LONGEST = 40 * 60;

/** Plays a recording or voicemail. */
export function Player({ interactionId, audio }: { interactionId: string; audio: Audio }) {
  const { t } = useTranslation("interaction");
  const { data: source, dataUpdatedAt, error, refetch } = useQuery(audioAsked(interactionId, audio));
  // A link that has just come and does not play will not play the next time either.
  const again = () => Date.now() - dataUpdatedAt > LINK_FRESH && void refetch();
  return (
    <section className={styles.player}>
      <h3>{t(audio)}</h3>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!error && !source && <Loading lines={1} />}
      {source && <Sound interactionId={interactionId} audio={audio} source={source} again={again} />}
    </section>
  );
}

interface SoundProps {
  readonly interactionId: string;
  readonly audio: Audio;
  readonly source: string;
  readonly again: () => void;
}

/** The browser's own player, until the recording has been listened to and can be drawn; for ever where it cannot. */
function Sound({ interactionId, audio, source, again }: SoundProps) {
  const { t } = useTranslation("interaction");
  const [sound, setSound] = useState<HTMLAudioElement | null>(null);
  const [seconds, setSeconds] = useState(Number.POSITIVE_INFINITY);
  const { data: heard } = useQuery({
    ...heardAsked(interactionId, audio, source),
    enabled: seconds <= LONGEST,
  });
  return (
    <>
      {sound && heard && (
        <Suspense>
          <Waveform sound={sound} heard={heard} name={t(audio)} />
        </Suspense>
      )}
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript, where there is one, stands below */}
      <audio
        ref={setSound}
        controls={!heard}
        preload="metadata"
        src={source}
        aria-label={t(audio)}
        onLoadedMetadata={({ currentTarget: { duration } }) => setSeconds(duration)}
        onError={again}
      />
    </>
  );
}
