import { type Exchange, type FromTab, openExchange } from "./exchange";
import type { News } from "./line";

/** How this tab reaches the one line of the browser. */
export interface Connection {
  send(message: FromTab): void;
}

const NAME = "switchboard-live";

/** A shared worker; else one tab leads and the others listen; else a line of our own. */
export function connect(hear: (news: News) => void): Connection {
  if (typeof SharedWorker !== "undefined") return throughWorker(hear);
  if (typeof BroadcastChannel !== "undefined" && "locks" in navigator) return throughLeader(hear);
  const exchange = openExchange(hear);
  return { send: (message) => exchange.hear(message) };
}

function throughWorker(hear: (news: News) => void): Connection {
  const worker = new SharedWorker(new URL("./line.worker.ts", import.meta.url), {
    type: "module",
    name: NAME,
  });
  worker.port.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  addEventListener("pagehide", () => worker.port.postMessage({ kind: "leave" } satisfies FromTab));
  return { send: (message) => worker.port.postMessage(message) };
}

type Said = { readonly news: News } | { readonly message: FromTab };

/** The tab that holds the lock leads. When it closes, the next one reads on from the last number it heard. */
function throughLeader(hear: (news: News) => void): Connection {
  const channel = new BroadcastChannel(NAME);
  let exchange: Exchange | null = null;
  let last: number | null = null;
  let joined: FromTab | null = null;

  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if ("message" in data && exchange) {
      exchange.hear(data.message);
      if (data.message.kind === "join") channel.postMessage({ news: exchange.standing() } satisfies Said);
    }
    if ("news" in data && !exchange) {
      last = data.news.last ?? last;
      hear(data.news);
    }
  };

  void navigator.locks.request(NAME, () => {
    exchange = openExchange((news) => {
      channel.postMessage({ news } satisfies Said);
      hear(news);
    }, last);
    if (joined) exchange.hear(joined);
    return new Promise<never>(() => undefined);
  });

  return {
    send(message) {
      if (message.kind === "join") joined = message;
      if (exchange) exchange.hear(message);
      else channel.postMessage({ message } satisfies Said);
    },
  };
}
