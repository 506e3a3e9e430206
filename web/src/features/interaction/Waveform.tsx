import { ActionIcon, Button, useComputedColorScheme } from "@mantine/core";
import { Pause, Play } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWriter } from "../../words/times";
import type { Heard } from "./decoded";
import { drawn } from "./drawn";
import { secondsAt, soughtBy } from "./peaks";
import { nextSpeed, useSound } from "./sound";
import styles from "./Waveform.module.css";

interface WaveformProps {
  readonly sound: HTMLAudioElement;
  readonly heard: Heard;
  readonly name: string;
}

/** Plays a recording; its picture shows where somebody speaks, and leads there. */
export function Waveform({ sound, heard, name }: WaveformProps) {
  const { t } = useTranslation("interaction");
  const writer = useWriter();
  const { now, isPlaying, speed } = useSound(sound);
  const place = t("player.place", { now: writer.duration(now), whole: writer.duration(heard.seconds) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: the parts of a player are no fields of a form
    <div role="group" aria-label={name} className={styles.waveform}>
      <ActionIcon
        size={40}
        radius="xl"
        className={styles.play ?? ""}
        aria-label={t(isPlaying ? "player.pause" : "player.play")}
        onClick={() => (isPlaying ? sound.pause() : void sound.play().catch(() => undefined))}
      >
        {isPlaying ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
      </ActionIcon>
      <Picture sound={sound} heard={heard} now={now} place={place} />
      <span className={`${styles.time} numbers`}>{place}</span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={t("player.speed", { speed: writer.number(speed) })}
        onClick={() => {
          sound.playbackRate = nextSpeed(speed);
        }}
      >
        {writer.number(speed)}×
      </Button>
    </div>
  );
}

interface PictureProps {
  readonly sound: HTMLAudioElement;
  readonly heard: Heard;
  readonly now: number;
  readonly place: string;
}

function Picture({ sound, heard: { peaks, seconds }, now, place }: PictureProps) {
  const { t } = useTranslation("interaction");
  const canvas = useDrawn(peaks, seconds > 0 ? now / seconds : 0);
  const seek = (to: number) => {
    sound.currentTime = to;
  };
  const point = ({ currentTarget: { clientWidth }, nativeEvent: { offsetX } }: PointerEvent) =>
    seek(secondsAt(offsetX, clientWidth, seconds));
  const press = (event: KeyboardEvent) => {
    const to = soughtBy(event.key, sound.currentTime, seconds);
    if (to === null) return;
    event.preventDefault();
    seek(to);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.slider}
      aria-label={t("player.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={place}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && point(event)}
    >
      <canvas ref={canvas} />
    </div>
  );
}

/** A canvas that is drawn anew with its size, the colours of the page and the part that has been played. */
function useDrawn(peaks: readonly number[], played: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  const latest = useRef(played);
  latest.current = played;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const resized = new ResizeObserver(() => drawn(target, peaks, latest.current));
    resized.observe(target);
    return () => resized.disconnect();
  }, [peaks, scheme]);
  useEffect(() => {
    if (canvas.current) drawn(canvas.current, peaks, played);
  }, [peaks, played]);
  return canvas;
}
