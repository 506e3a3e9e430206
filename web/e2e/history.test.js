import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { aDesk, choose, inWorld, overlay, someWork } from "./parts.js";
import { openWorld } from "./world.js";

let world;
let record;
let desk;
before(async () => {
  world = await openWorld();
  ({ record } = inWorld(world));
  desk = await aDesk(world);
  await someWork(world, desk);
});
afterEach(() => world.forget());
after(() => world?.close());

const table = (page) => page.getByRole("table", { name: "Interactions" });
const lines = (page) =>
  table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
const line = (page, text) => lines(page).filter({ hasText: text });
const heading = (page, name) => table(page).getByRole("columnheader", { name, exact: true });
const headings = (page) => table(page).getByRole("columnheader").allTextContents();
const figures = (page) => page.getByRole("region", { name: "Figures" });
const total = (page, shown) => page.getByText(new RegExp(`^${shown} interactions`)).waitFor();

async function opened(role = "manager", address = "/history") {
  const page = await world.signedIn(role);
  await page.goto(address);
  await lines(page).first().waitFor();
  return page;
}

test("the history opens on today, newest first, and says how far back it goes", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/crm");
  await page.getByRole("link", { name: "History" }).click();
  await total(page, 3);
  assert.match(await lines(page).first().textContent(), /Cleo/);
  assert.equal(await heading(page, "Start").getAttribute("aria-sort"), "descending");
  await page.getByRole("button", { name: "Period: Today" }).press("Enter");
  await page.getByText(/The history goes back 3 months: to/).waitFor();
  await page.getByRole("button", { name: "Yesterday" }).click();
  await page.getByText("No interactions in this period").waitFor();
  await page.goto("/history?from=2020-01-01");
  await page.getByText("This cannot be shown").waitFor();
  await page.getByRole("button", { name: "Go to today" }).click();
  await total(page, 3);
  contented(page);
});

test("the search bar finds a number in any format, and filters hold together in the address", async () => {
  const page = await opened();
  await page.keyboard.press("/");
  await page.keyboard.type("(518) 555-0143");
  await total(page, 1);
  await line(page, "Ada Okafor").waitFor();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await total(page, 3);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filters", exact: true }).press("Enter");
  const panel = page.getByRole("region", { name: "Filters" });
  await choose(page, panel, "Flow", "Voice");
  await total(page, 2);
  await page.keyboard.press("Escape");
  await panel.getByLabel("Waiting, at least (seconds)").fill("60");
  await page.keyboard.press("Enter");
  await total(page, 1);
  await page.reload();
  await total(page, 1);
  await line(page, "Ada Okafor").waitFor();
  await page.getByRole("button", { name: "Remove the filter Flow: Voice" }).press("Enter");
  await page.getByRole("button", { name: /Remove the filter Waiting/ }).click();
  await page.goto("/history?reason=mailbox");
  await total(page, 1);
  await page.goto("/history?campaign=Spring+plans&advisorId=none");
  await page.getByText("No interaction fits all filters").waitFor();
  await page.getByRole("button", { name: "Take all filters away" }).click();
  await total(page, 3);
  contented(page);
});

test("columns are sorted, moved, hidden and resized, by mouse and by keyboard, and stay so", async () => {
  const page = await opened();
  // All columns side by side: a drag over a table that scrolls takes hold of what is under the pointer by then.
  await page.setViewportSize({ width: 2400, height: 900 });
  await heading(page, "Waiting").getByRole("button").click();
  await page.waitForURL("**/*sort=-waitingDuration");
  await page.waitForFunction(() =>
    document.querySelector('[aria-rowindex="2"]')?.textContent.includes("Ada"),
  );
  await heading(page, "Waiting").getByRole("button").press("Enter");
  await page.waitForURL("**/*sort=waitingDuration");
  await heading(page, "Queue").dragTo(heading(page, "Flow"));
  assert.deepEqual((await headings(page)).slice(1, 4), ["Start", "Queue", "Flow"]);
  const before = (await heading(page, "Queue").boundingBox()).width;
  const box = await heading(page, "Queue").boundingBox();
  await page.mouse.move(box.x + box.width, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 60, box.y + 12, { steps: 4 });
  await page.mouse.up();
  assert.equal((await heading(page, "Queue").boundingBox()).width, before + 60);
  const queue = heading(page, "Queue").getByRole("button");
  await queue.press("Shift+ArrowLeft");
  assert.equal((await heading(page, "Queue").boundingBox()).width, before + 44);
  await queue.press("Alt+ArrowRight");
  assert.deepEqual((await headings(page)).slice(1, 4), ["Start", "Flow", "Queue"]);
  await page.getByRole("button", { name: "Columns" }).press("Enter");
  await page.getByRole("checkbox", { name: "Direction" }).press("Space");
  await page.keyboard.press("Escape");
  await page.reload();
  await lines(page).first().waitFor();
  const kept = await headings(page);
  assert.deepEqual(kept.slice(1, 4), ["Start", "Flow", "Queue"]);
  assert.ok(!kept.includes("Direction"));
  assert.equal((await heading(page, "Queue").boundingBox()).width, before + 44);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "As at first" }).click();
  assert.ok((await headings(page)).includes("Direction"));
  contented(page);
});

test("the reason of a status shows under the pointer and under the focus", async () => {
  const page = await opened();
  const tag = line(page, "Ada Okafor").getByRole("button", { name: "Aborted" });
  await tag.hover();
  await page.getByRole("tooltip", { name: "Hung up while waiting" }).waitFor();
  await page.mouse.move(0, 0);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement.closest('[data-index="2"]'));
  await page.keyboard.press("Tab");
  await page.getByRole("tooltip", { name: "Hung up while waiting" }).waitFor();
  contented(page);
});

test("a row leads to the draft, to the CRM record and to the interaction, and Back to where one was", async () => {
  const page = await opened();
  const row = line(page, "Ada Okafor");
  await row.hover();
  await row.getByRole("button", { name: "Send a text to Ada Okafor" }).click();
  await overlay(page).getByRole("textbox", { name: "Message" }).waitFor();
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "Call Ada Okafor" }).press("Enter");
  await overlay(page)
    .getByRole("button", { name: "Log the call" })
    .or(overlay(page).getByRole("form"))
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "detached" });
  await row.getByRole("button", { name: "Send an email to Ada Okafor" }).press("Enter");
  await overlay(page).getByRole("textbox", { name: "Subject" }).waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "detached" });
  await row.getByRole("link", { name: "Open Ada Okafor in the CRM" }).click();
  await page.waitForURL("**/crm/borrowers/*");
  await page.goBack();
  await row.getByRole("link").first().click();
  await page.waitForURL("**/history/IN-*");
  await page.getByRole("tab", { name: "Card" }).waitFor();
  await page.getByRole("link", { name: "Back to the history" }).click();
  await row.getByRole("link", { name: /^Open IN-/ }).press("Enter");
  await page.waitForURL("**/history/IN-*");
  contented(page);
});

test("rows are selected by mouse and keyboard and exported, and so is everything that is filtered", async () => {
  const page = await opened();
  await line(page, "Ada Okafor").getByRole("checkbox").check();
  await line(page, "Ada Okafor").getByRole("link").first().focus();
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.activeElement.closest('[data-index="1"]'));
  await page.keyboard.press("x");
  const bar = page.getByRole("status").filter({ hasText: "2 rows selected" });
  await bar.waitFor();
  const some = await exported(page, bar, "CSV");
  assert.equal(some.trim().split("\n").length, 3);
  assert.ok(some.includes("Ada Okafor") && some.includes("Spring plans") && !some.includes("Cleo"));
  await bar.getByRole("button", { name: "Select none" }).click();
  const all = await exported(page, page.locator("header"), "NDJSON");
  assert.equal(all.trim().split("\n").length, 3);
  await page.getByText("Saved: 3 rows").waitFor();
  const sheet = await exported(page, page.locator("header"), "Excel (XLSX)");
  assert.ok(sheet.startsWith("PK"));
  contented(page);
});

async function exported(page, within, format) {
  await within.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  return readFile(await download.path(), "latin1");
}

test("the figures are those of the rows, and a press narrows both", async () => {
  const page = await opened();
  await figures(page).getByText("of 2").first().waitFor();
  const flow = figures(page).getByRole("group", { name: "Flow" });
  await flow.getByRole("button", { name: "Only Voice, 2" }).click();
  await total(page, 2);
  await flow.getByRole("button", { name: "Only Voice, 2" }).press("Enter");
  await total(page, 3);
  await figures(page).getByRole("radiogroup", { name: "Divide by" }).getByText("Status").click();
  await figures(page).getByRole("button", { name: "Only Warning, 1" }).click();
  await total(page, 1);
  await line(page, "Cleo").waitFor();
  await page.goto("/history");
  await lines(page).first().waitFor();
  const bars = figures(page).getByRole("figure").getByRole("button");
  await bars.last().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/*from=*&to=*");
  await lines(page).first().waitFor();
  contented(page);
});

test("what happens appears by itself, and what is read stays where it is", async () => {
  const campaign = "Autumn round";
  const fields = { channel: "email", queueId: desk.queueId, campaign };
  for (let number = 0; number < 40; number += 1) await record("cleo", fields);
  const page = await opened("manager", "/history?campaign=Autumn+round");
  await total(page, 40);
  await record("cleo", fields);
  await total(page, 41);
  await table(page).evaluate((scroller) => scroller.scrollTo(0, 600));
  const read = lines(page).nth(12);
  const href = await read.getByRole("link").first().getAttribute("href");
  const it = table(page).locator(`a[href="${href}"]`).first();
  const before = (await it.boundingBox()).y;
  await record("cleo", fields);
  await total(page, 42);
  await page.getByRole("button", { name: /1 new interaction/ }).waitFor();
  assert.equal((await it.boundingBox()).y, before);
  await page.getByRole("button", { name: /1 new interaction/ }).press("Enter");
  assert.equal(await table(page).evaluate((scroller) => scroller.scrollTop), 0);
  contented(page);
});

test("a period is chosen by mouse and by keyboard, as far back as the history goes", async () => {
  const page = await opened();
  await page.getByRole("button", { name: "Period: Today" }).click();
  await page.getByRole("button", { name: "As far back as it goes" }).click();
  await page.getByRole("button", { name: "Period: As far back as it goes" }).waitFor();
  await lines(page).first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get("from"), null);
  const all = await page.getByText(/^[\d,]+ interactions/).textContent();
  await page.getByRole("button", { name: "Period: As far back as it goes" }).press("Enter");
  const from = page.getByLabel("From");
  const earliest = await from.getAttribute("min");
  assert.equal(await from.inputValue(), earliest);
  await from.press("Enter");
  await page.getByRole("button", { name: "Period: As far back as it goes" }).waitFor();
  assert.equal(await page.getByText(/^[\d,]+ interactions/).textContent(), all);
  await page.getByRole("button", { name: "Period: As far back as it goes" }).press("Enter");
  const later = new Date(Date.parse(earliest) + 86_400_000).toISOString().slice(0, 10);
  await from.fill(later);
  await page.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await page.waitForURL(`**/*from=${later}*`);
  await lines(page).first().waitFor();
  contented(page);
});

test("a campaign with a comma is one campaign, and an advisor is chosen by name", async () => {
  const fields = { channel: "voice", queueId: desk.queueId, advisorId: desk.manager };
  await record("dan", { ...fields, campaign: "Winter, second round" }).catch(() =>
    record("demo-3", { ...fields, campaign: "Winter, second round" }),
  );
  const page = await opened();
  await page.keyboard.press("f");
  const panel = page.getByRole("region", { name: "Filters" });
  await panel.getByLabel("Voice campaign").fill("Winter, second round");
  await page.keyboard.press("Enter");
  await total(page, 1);
  await page.getByRole("button", { name: "Clear all filters" }).press("Enter");
  await choose(page, panel, "Advisor", "Robin Marsh");
  await total(page, 2);
  await page.reload();
  await page.getByRole("button", { name: "Remove the filter Advisor: Robin Marsh" }).waitFor();
  const agent = await world.signedIn("agent");
  await agent.goto("/history");
  await agent.getByText("No interactions in this period").waitFor();
  await agent.keyboard.press("f");
  await agent
    .getByRole("region", { name: "Filters" })
    .getByRole("combobox", { name: "Advisor" })
    .click({ force: true });
  await agent.getByRole("option", { name: "Robin Reyes" }).waitFor();
  assert.equal(await agent.getByRole("option", { name: "Robin Marsh" }).count(), 0);
  contented(page);
});

test("a profile without a history says so, and another one opens it again", async () => {
  const page = await opened();
  const menu = () => page.getByRole("button", { name: /Account of/ });
  await menu().click();
  await page.getByRole("menuitem", { name: "Back office" }).click();
  await page.keyboard.press("Escape");
  await page.getByText("You may not see this").waitFor();
  assert.equal(await page.getByRole("link", { name: "History" }).count(), 0);
  await menu().press("Enter");
  await page.getByRole("menuitem", { name: "Hardship" }).press("Enter");
  await lines(page).first().waitFor();
  await page.getByRole("link", { name: "History" }).waitFor();
});

test("an agent sees their own alone", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/history");
  await page.getByText("No interactions in this period").waitFor();
  contented(page);
});
