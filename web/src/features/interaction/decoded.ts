import { peaksOf } from "./peaks";

/** What is drawn of a recording. */
export interface Heard {
  readonly peaks: readonly number[];
  readonly seconds: number;
}

/** More than the widest picture has room for. */
const PEAKS = 480;
/** As low as browsers go: what is drawn needs no more, and a minute is 2 MB a channel. */
const RATE = 8_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** Listens to a recording; null where it is too long to be held, or nothing that this browser understands. */
export async function heard(source: string, signal: AbortSignal): Promise<Heard | null> {
  const bytes = await bytesOf(source, signal);
  if (!bytes) return null;
  try {
    // Decoding brings the samples to the rate of the context.
    const audio = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
    const channels = Array.from({ length: audio.numberOfChannels }, (_, at) => audio.getChannelData(at));
    return { peaks: peaksOf(channels, PEAKS), seconds: audio.duration };
  } catch {
    return null;
  }
}

async function bytesOf(source: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await fetch(source, { signal });
  const size = Number(response.headers.get("content-length") ?? 0);
  if (response.ok && size <= MOST_BYTES) return response.arrayBuffer();
  await response.body?.cancel();
  return null;
}
