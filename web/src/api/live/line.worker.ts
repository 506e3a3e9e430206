import { type FromTab, openExchange } from "./exchange";

/** Keeps the line for every tab of the browser. */
const ports = new Set<MessagePort>();
const exchange = openExchange((news) => {
  for (const port of ports) port.postMessage(news);
});

// The library for pages does not know the scope of shared workers.
const scope = self as unknown as { onconnect: (event: MessageEvent) => void };

scope.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<FromTab>) => {
    if (data.kind === "leave") ports.delete(port);
    exchange.hear(data);
  };
  port.postMessage(exchange.standing());
};
