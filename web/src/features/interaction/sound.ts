import { useEffect, useState } from "react";

/** How a player stands. */
export interface Standing {
  readonly now: number;
  readonly isPlaying: boolean;
  readonly speed: number;
}

const TURNS = ["play", "pause", "seeking", "timeupdate", "ratechange", "ended"] as const;

/** Follows a player: with every frame while it plays, else when it is moved. */
export function useSound(sound: HTMLAudioElement): Standing {
  const [standing, setStanding] = useState(() => standingOf(sound));
  useEffect(() => {
    const note = () => setStanding(standingOf(sound));
    for (const turn of TURNS) sound.addEventListener(turn, note);
    return () => {
      for (const turn of TURNS) sound.removeEventListener(turn, note);
    };
  }, [sound]);
  const { isPlaying } = standing;
  useEffect(() => {
    if (!isPlaying) return;
    let frame = requestAnimationFrame(function follow() {
      setStanding(standingOf(sound));
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [sound, isPlaying]);
  return standing;
}

function standingOf(sound: HTMLAudioElement): Standing {
  return { now: sound.currentTime, isPlaying: !sound.paused, speed: sound.playbackRate };
}

const SPEEDS = [1, 1.25, 1.5, 2];

export function nextSpeed(speed: number): number {
  return SPEEDS.find((one) => one > speed) ?? 1;
}
