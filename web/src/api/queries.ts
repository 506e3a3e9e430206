import { notifyManager, QueryClient } from "@tanstack/react-query";
import { asRefusal } from "./refusal";

// What has come is drawn at once: a timer would let a frame without it go by first.
notifyManager.setScheduler(queueMicrotask);

/** Answers kept by what they are about; the live line marks them stale (`live/stale.ts`). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The line tells of every change, so nothing goes stale by the clock alone.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 3 && asRefusal(error).passing,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 8_000),
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
