// Where the figures are taken: a running program with a filled company, its pages, and somebody who signs in.
import { ended, openBrowser, pagesOf } from "../e2e/world.js";
import { probe } from "./probe.js";

const { SWITCHBOARD_ADDRESS: address, SWITCHBOARD_KEY: key } = process.env;
const BORROWER = process.env.SWITCHBOARD_BORROWER;
const EMAIL = process.env.SWITCHBOARD_EMAIL;
const PASSWORD = process.env.SWITCHBOARD_PASSWORD;
const WINDOW = { width: 1360, height: 850 };

/** Opens it; `close` leaves nothing behind. */
export async function openDesk() {
  const { base, child } = await pagesOf(address);
  const queues = await api("GET", "/queues?limit=100");
  const users = await api("GET", `/users?limit=100`);
  const me = users.find(({ email }) => email === EMAIL);
  const sees = { history: true, flows: null, queueIds: queues.map(({ id }) => id), userIds: [me.id] };
  await api("POST", "/profiles", { name: "Everything", ...sees });
  const found = await api("GET", "/interactions?limit=100");
  const people = [...new Set(found.map(({ personId }) => personId).filter((id) => id !== null))];
  return new Desk({ base, child, people, borrower: BORROWER, queueId: queues[0].id });
}

/** Asks the API as an administrator's key. */
async function api(method, path, body) {
  const response = await fetch(`http://${address}/api${path}`, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answeredAt = performance.timeOrigin + performance.now();
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message}`);
  // A place for what only the answer's arrival tells.
  return Object.defineProperty(answer.data, "answeredAt", { value: answeredAt });
}

class Desk {
  constructor(parts) {
    Object.assign(this, parts);
    this.made = 0;
  }

  /** A browser that has seen nothing yet. */
  async visit() {
    this.browser ??= await openBrowser();
    return this.openedIn(this.browser);
  }

  async openedIn(browser) {
    const context = await browser.newContext({
      viewport: WINDOW,
      locale: "en-US",
      timezoneId: "UTC",
      baseURL: this.base,
    });
    await context.addInitScript(probe);
    return context.newPage();
  }

  /** One in which somebody is signed in. */
  async signedIn() {
    const page = await this.visit();
    const response = await page.request.post("/api/sessions", { data: { email: EMAIL, password: PASSWORD } });
    if (!response.ok()) throw new Error(`signing in: ${response.status()}`);
    return page;
  }

  /** Fills in the form of the sign-in page and sends it. */
  async signIn(page) {
    await page.getByLabel("Email").fill(EMAIL);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  /** One more interaction of somebody, now. */
  record() {
    const person = this.people[this.made % this.people.length];
    this.made += 1;
    const base = { channel: "email", direction: "inbound", status: "succeeded", theme: "inbPayments" };
    const content = { subject: `Number ${this.made}`, bodyText: "Can I pay on Friday?" };
    return api("POST", `/people/${person}/interactions`, { ...base, content, queueId: this.queueId });
  }

  async close() {
    await this.browser?.close();
    await ended(this.child);
  }
}

/** A day before today, as the address of the history has it. */
export function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The value that this share of all do not exceed. */
export function at(share, values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
