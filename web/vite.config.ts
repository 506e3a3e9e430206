import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The program that answers while pages are worked on or looked at. */
const program = process.env.SWITCHBOARD_ADDRESS ?? "http://127.0.0.1:8080";

/** What the pages may load and do; the program sends the same (docs of web.rs). */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

// Far from UTC: a test that counts on the days of one or the other shows it.
if (process.env.VITEST) process.env.TZ = "America/New_York";

const proxy = { "/api": { target: program, changeOrigin: false } };

export default defineConfig({
  plugins: [react()],
  server: { proxy, host: "127.0.0.1" },
  preview: { proxy, host: "127.0.0.1", headers: { "Content-Security-Policy": policy } },
  worker: { format: "es" },
  build: {
    target: "es2022",
    manifest: true,
    // An image or font inside a style sheet would need data: in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", css: true },
});
