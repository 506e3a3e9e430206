// What several stories do with the pages.
import { until } from "./world.js";

export const cards = (page) => page.getByRole("list", { name: "Interactions" }).getByRole("listitem");
export const overlay = (page) => page.getByRole("dialog");

/** Chooses from a list field. The field lies beneath its own frame, which hears the press. */
export async function choose(page, within, name, option) {
  await within.getByRole("combobox", { name }).click({ force: true });
  await page.getByRole("option", { name: option }).first().click();
}

/** The same by keyboard alone. */
export async function chooseByKey(page, within, name, option) {
  const field = within.getByRole("combobox", { name, exact: true });
  await until(() => field.isEnabled(), `${name} cannot be chosen`);
  await tabTo(page, field);
  const wanted = page.getByRole("option", { name: option, exact: true });
  await until(async () => {
    await page.keyboard.press("ArrowDown");
    return wanted.evaluate((it) => it.hasAttribute("data-combobox-selected"), null, { timeout: 500 });
  }, `${option} is not reached`);
  await page.keyboard.press("Enter");
}

/** What is asked of these addresses waits until it is let go by what this returns. */
export async function held(page, addresses) {
  let letGo;
  const free = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route(addresses, async (route) => {
    await free;
    await route.continue();
  });
  return letGo;
}

/** The people of the world by their external ids, and interactions that happened elsewhere. */
export function inWorld(world) {
  return {
    person: async (externalId) => (await world.api("GET", `/people/ext-${externalId}`)).id,
    record(externalId, fields) {
      const base = { channel: "email", direction: "inbound", status: "succeeded", theme: "opsServicing" };
      return world.api("POST", `/people/ext-${externalId}/interactions`, { ...base, ...fields });
    },
    /** The newest interaction of a person. */
    async newest(externalId, filters = "") {
      const rows = await world.api("GET", `/people/ext-${externalId}/interactions?limit=1&${filters}`);
      return rows[0];
    },
  };
}

/** A queue, and a profile in which the manager sees what comes through it. */
export async function aDesk(world) {
  const queue = await world.api("POST", "/queues", { name: "Hardship desk" });
  const users = await world.api("GET", "/users?limit=100");
  const manager = users.find(({ email }) => email === "manager@example.com").id;
  const profile = (name, history, queueIds) =>
    world.api("POST", "/profiles", { name, history, queueIds, flows: null, userIds: [manager] });
  const { id: profileId } = await profile("Hardship", true, [queue.id]);
  await profile("Back office", false, []);
  return { queueId: queue.id, profileId, manager };
}

/** What other systems keep beside an interaction, and a payment that was asked for. */
export async function someRecords(world, interactionId) {
  const beside = (what, body) => world.api("POST", `/interactions/${interactionId}/${what}`, body);
  await beside("qualifications", {
    label: "Promise to pay",
    path: ["Collections", "Reached"],
    comment: "Wants an email to confirm it.",
    qualifiedBy: "Kim Ito",
  });
  const survey = { survey: "After the call", question: "How did we do?" };
  await beside("survey-answers", { ...survey, answer: "Very well", score: 92 });
  await beside("survey-answers", { ...survey, question: "What was missing?", answer: "Shorter waiting." });
  const invoice = { number: "2026-0042", amount: "1250.00", currency: "USD", status: "overdue" };
  const days = { issuedOn: "2026-10-01", dueOn: "2026-10-31", url: "https://bill.example.com/42" };
  await beside("invoices", { ...invoice, ...days });
  await beside("payment-requests", { amount: "125.00", currency: "USD", reason: "Instalment of November" });
}

/** Buttons of a profile: a page to open, an endpoint to call, one of each other place. */
export async function someButtons(world, profileId, endpoint) {
  const button = (fields) => world.api("POST", "/buttons", { profileId, ...fields });
  const page = "https://shop.example.com/orders?of={personExternalId}&in={interactionId}";
  await button({ label: "Open the order", kind: "url", target: page, position: 1 });
  await button({ label: "Make a ticket", kind: "webhook", target: endpoint, position: 2 });
  await button({ label: "Check the address", kind: "webhook", target: endpoint, place: "card" });
  await button({ label: "Escalate", kind: "webhook", target: endpoint, place: "case" });
  const conditions = { flows: ["email"] };
  await button({ label: "Only for emails", kind: "url", target: page, conditions });
}

/** What came through the queue today: calls that waited, an email that bounced, a text to somebody else. */
export async function someWork(world, desk) {
  const { record } = inWorld(world);
  const at = (seconds) => new Date(Date.now() - seconds * 1_000).toISOString();
  const came = (who, seconds, fields) =>
    record(who, { queueId: desk.queueId, startedAt: at(seconds), ...fields });
  const { id: adasCall } = await came("ada", 30, {
    channel: "voice",
    customerAddress: "+15185550143",
    handlingStatus: "aborted",
    handlingReason: "Hung up while waiting",
    waitingDuration: 95,
  });
  await came("bo", 20, {
    channel: "voice",
    customerAddress: "+16175550144",
    handlingStatus: "processed",
    waitingDuration: 5,
    advisorId: desk.manager,
    campaign: "Spring plans",
  });
  await came("cleo", 10, {
    channel: "email",
    customerAddress: "cleo@example.com",
    handlingStatus: "warning",
    handlingReason: "Mailbox full",
  });
  return { adasCall };
}

/** A call with a recording. */
export async function aCall(world, externalId, audio, type = "audio/wav", fields = {}) {
  const { record } = inWorld(world);
  const content = { durationSec: 4, transcript: "Hello there." };
  const { id } = await record(externalId, { channel: "voice", content, ...fields });
  const put = await fetch(`http://${world.address}/api/interactions/${id}/recording`, {
    method: "PUT",
    headers: { "x-api-key": world.key, "content-type": type },
    body: audio,
  });
  if (!put.ok) throw new Error(`the recording is not taken: ${put.status}`);
  return id;
}

/** Somebody who says something each second, as WAV. */
export function speech(seconds) {
  const rate = 8_000;
  const wav = Buffer.alloc(44 + rate * seconds);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + rate * seconds, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(rate * seconds, 40);
  for (let at = 0; at < rate * seconds; at += 1) {
    const loud = Math.sin((Math.PI * at) / rate) ** 2 * (0.35 + 0.6 * Math.sin(at / 5_000) ** 2);
    wav[44 + at] = 128 + Math.round(loud * 120 * Math.sin(at / 6));
  }
  return wav;
}

/** Waits until the browser's viewer has drawn a letter: an empty page weighs next to nothing. */
export function printed(frame) {
  return until(async () => (await frame.screenshot()).length > 12_000, "no page is drawn");
}

/** A letter that was printed and sent. */
export async function aLetter(world, externalId) {
  const loans = await world.api("GET", `/people/ext-${externalId}/loans`);
  const { interactionId } = await world.api("POST", "/communicator/send", {
    personId: `ext-${externalId}`,
    channel: "mail",
    subject: "loanOverdueSecondNotice",
    loanId: loans[0].id,
    context: { dueDate: "2026-10-01", amountDue: "99" },
  });
  return interactionId;
}

/** Presses Tab, or Shift with it, until something has the focus, as somebody without a mouse gets there. */
export async function tabTo(page, target) {
  // What a frame of its own stands for is not seen itself.
  await target.waitFor({ state: "attached" });
  for (let tries = 0; tries < 100; tries += 1) {
    const away = await target.evaluate(stopsAway);
    if (away === 0) return;
    // Of a group of radio buttons one alone is a stop: far away half of the way is as much as is safe.
    const presses = Math.max(1, Math.floor(Math.abs(away) / 2));
    for (let press = 0; press < presses; press += 1)
      await page.keyboard.press(away < 0 ? "Shift+Tab" : "Tab");
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** How many stops something lies behind what has the focus, or before it. */
function stopsAway(target) {
  const now = document.activeElement;
  if (now === target) return 0;
  const some = document.querySelectorAll(
    "a[href], button, input, select, textarea, [tabindex], [contenteditable]",
  );
  const stops = [...some].filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility());
  const [from, to] = [stops.indexOf(now), stops.indexOf(target)];
  return from < 0 || to < 0 ? 1 : to - from;
}

/** Goes to a button or link by Tab and presses it. */
export async function enter(page, target) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Waits until it has the focus. */
export function hasFocus(target) {
  return until(() => target.evaluate((it) => it === document.activeElement), `${target} has not the focus`);
}

/** What has the focus, where it can be seen: neither beyond an edge nor beneath what stays in its place. */
export function focusedInSight(page) {
  return page.evaluate(() => {
    const it = document.activeElement;
    const { top, bottom, left } = it.getBoundingClientRect();
    const seen = (y) => it.contains(document.elementFromPoint(left + 8, y));
    return it === document.body || !seen(top + 3) || !seen(bottom - 3) ? null : it.textContent;
  });
}
