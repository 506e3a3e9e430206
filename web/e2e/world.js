// The world of the stories: the real program on invented people, the built pages, Debian's Chromium.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const WEB = fileURLToPath(new URL("..", import.meta.url));
export const SCREENSHOTS = process.env.SCREENSHOTS ?? join(WEB, "../target/screenshots");
export const PASSWORD = "correct horse battery";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A zone where it is noon: the day of the company and of the browser does not end while a story is told. */
const ZONE = (() => {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead < 0 ? "+" : "-"}${Math.abs(ahead)}`;
})();

/** Starts everything; `close` leaves nothing behind. */
export async function openWorld() {
  const program = process.env.SWITCHBOARD_PROGRAM;
  if (!program) throw new Error("SWITCHBOARD_PROGRAM names no program; build it, then set it to its path");
  if (!existsSync(join(WEB, "dist/index.html")))
    throw new Error("there are no built pages; run npm run build");
  const folder = mkdtempSync(join(tmpdir(), "switchboard-e2e-"));
  const data = join(folder, "data");
  const address = `127.0.0.1:${await freePort()}`;
  const world = new World({ program, folder, data, address });
  await world.start();
  await world.forgetTheHour();
  await world.api("PUT", "/company", { settings: { timezone: ZONE } });
  for (const role of ["agent", "manager"]) world.addUser(role);
  await world.servePages();
  world.browser = await openBrowser();
  mkdirSync(SCREENSHOTS, { recursive: true });
  return world;
}

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

class World {
  constructor(parts) {
    Object.assign(this, parts);
    this.children = [];
    this.contexts = [];
  }

  /** Starts the program on its folder; the first time it fills a demo company. */
  async start() {
    const fresh = !existsSync(this.data);
    const args = fresh ? ["demo", "--still", "--listen"] : ["serve", "--listen"];
    const child = spawn(this.program, [...args, this.address, "--data", this.data], {
      stdio: ["ignore", "pipe", openSync(join(this.folder, "server.log"), "a")],
      // What the stories call stands on this machine.
      env: { ...process.env, SWITCHBOARD_WEBHOOKS_ALLOW_PRIVATE: "true" },
    });
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
    });
    this.server = child;
    await until(async () => (await fetch(`http://${this.address}/healthz`)).ok, "the program is not ready");
    this.key ??= /key:\s+(\S+)/.exec(said)?.[1];
  }

  /** Nobody minds the hour here: a story is the same by day and by night. */
  async forgetTheHour() {
    for (const person of ["ada", "bo", "cleo"]) {
      await this.api("POST", `/people/ext-${person}/consents`, { kind: "inconvenientTime" });
    }
  }

  async stop() {
    await ended(this.server);
  }

  command(args, input) {
    return execFileSync(this.program, [...args, "--data", this.data], { encoding: "utf8", input });
  }

  addUser(role) {
    const name = `Robin ${role === "agent" ? "Reyes" : "Marsh"}`;
    const args = ["user", "create", "--email", `${role}@example.com`, "--name", name, "--role", role];
    this.command([...args, "--password-stdin"], `${PASSWORD}\n`);
  }

  async servePages() {
    const { base, child } = await pagesOf(this.address);
    this.base = base;
    if (child) this.children.push(child);
  }

  /** Asks the API as an administrator's key. */
  async api(method, path, body) {
    const response = await fetch(`http://${this.address}/api${path}`, {
      method,
      headers: { "x-api-key": this.key, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message}`);
    return answer.data;
  }

  /** A browser of its own; what it complains of is kept in `complaints`. */
  async visit({ language = "en", scheme = "light", phone = false } = {}) {
    const context = await this.browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 850 },
      locale: { en: "en-US", fr: "fr-FR", es: "es-ES" }[language],
      colorScheme: scheme,
      timezoneId: ZONE,
      baseURL: this.base,
      isMobile: phone,
      hasTouch: phone,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(error.message));
    page.on("console", (message) => {
      const expected = message.text().includes("Failed to load resource");
      if (message.type() === "error" && !expected) page.complaints.push(message.text());
    });
    return page;
  }

  /** A browser in which somebody is signed in. */
  async signedIn(role, looks = {}) {
    const page = await this.visit(looks);
    const body = { email: `${role}@example.com`, password: PASSWORD };
    const response = await page.request.post("/api/sessions", { data: body });
    if (!response.ok()) throw new Error(`signing in: ${response.status()}`);
    return page;
  }

  /** Closes every browser of the story that has ended. */
  async forget() {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  /** Event streams that are open now. */
  async streams() {
    const metrics = await (await fetch(`http://${this.address}/metrics`)).text();
    return Number(/^streams_open (\d+)/m.exec(metrics)?.[1]);
  }

  async close() {
    await this.browser?.close();
    for (const child of [...this.children, this.server]) await ended(child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The program's own pages where they are the built ones, else the built ones in front of it, under the same policy. */
export async function pagesOf(address) {
  const home = await fetch(`http://${address}/`, { headers: { accept: "text/html" } });
  // The name of its first script has the hash of all that the page is made of.
  if (home.ok && (await home.text()) === readFileSync(join(WEB, "dist/index.html"), "utf8")) {
    return { base: `http://${address}`, child: null };
  }
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const vite = join(WEB, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "preview", "--port", String(port), "--strictPort"], {
    cwd: WEB,
    stdio: "ignore",
    env: { ...process.env, SWITCHBOARD_ADDRESS: `http://${address}` },
  });
  await until(async () => (await fetch(base)).ok, "the pages are not served");
  return { base, child };
}

export async function ended(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** Waits for something of another process, for a minute at most. */
export async function until(holds, complaint) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    try {
      if (await holds()) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(complaint);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
