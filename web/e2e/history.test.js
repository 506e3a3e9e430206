import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { figures, heading, headings, line, lines, openedIn, table, total } from "./history_parts.js";
import { contented } from "./looks.js";
import { aDesk, enter, focusedInSight, held, inWorld, overlay, someWork, tabTo } from "./parts.js";
import { openWorld, until } from "./world.js";

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

const opened = (address) => openedIn(world, "manager", address);

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
  await page.getByRole("checkbox", { name: "Advisor" }).click();
  await page.getByRole("button", { name: "Move Queue to the left" }).click();
  const now = await headings(page);
  assert.deepEqual(now.slice(1, 4), ["Start", "Queue", "Flow"]);
  assert.ok(!now.includes("Advisor"));
  await enter(page, page.getByRole("button", { name: "Move Queue to the right" }));
  assert.deepEqual((await headings(page)).slice(1, 4), ["Start", "Flow", "Queue"]);
  await page.getByRole("button", { name: "As at first" }).click();
  const first = await headings(page);
  assert.ok(first.includes("Direction") && first.includes("Advisor"));
  contented(page);
});

test("every column is sorted by a press on its name, and by Enter there, and newest first again", async () => {
  const page = await opened();
  await page.setViewportSize({ width: 2400, height: 900 });
  const names = (await headings(page)).slice(1, -1);
  assert.equal(names.length, 14);
  const sorted = (name, how) =>
    until(async () => (await heading(page, name).getAttribute("aria-sort")) === how, `${name} is not ${how}`);
  for (const [at, name] of names.entries()) {
    const button = heading(page, name).getByRole("button");
    if (at % 2 === 0) await button.click();
    else await enter(page, button);
    await sorted(name, name === "Start" ? "ascending" : "descending");
    assert.equal(
      await table(page).locator("[role=columnheader]:not([aria-sort=none])[aria-sort]").count(),
      1,
    );
    assert.equal(await lines(page).count(), 3, name);
  }
  await page.getByRole("link", { name: "History" }).click();
  await sorted("Start", "descending");
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

const REACHED = [
  ["Send a text to Ada Okafor", "Write a text"],
  ["Call Ada Okafor", "Phone"],
  ["Send an email to Ada Okafor", "Write an email"],
];
const draftOf = (page, name) =>
  name === "Phone"
    ? overlay(page).getByRole("form", { name: "Call" })
    : overlay(page).getByRole("form", { name: "Message" });

test("a row leads to the drafts, to the CRM record and to the interaction by mouse, and Back to where one was", async () => {
  const page = await opened();
  const row = line(page, "Ada Okafor");
  for (const [name, draft] of REACHED) {
    await row.hover();
    await row.getByRole("button", { name }).click();
    await draftOf(page, draft).waitFor();
    await overlay(page).getByRole("button", { name: "Close" }).click();
    await overlay(page).waitFor({ state: "detached" });
  }
  await row.getByRole("link", { name: "Open Ada Okafor in the CRM" }).click();
  await page.waitForURL("**/crm/borrowers/*");
  await page.goBack();
  for (const way of [row.locator("a").first(), row.getByRole("link", { name: /^Open IN-/ })]) {
    await way.click();
    await page.waitForURL("**/history/IN-*");
    await page.getByRole("tab", { name: "Card" }).waitFor();
    await page.getByRole("link", { name: "Back to the history" }).click();
    await row.waitFor();
  }
  contented(page);
});

test("the same ways are gone by keyboard alone", async () => {
  const page = await opened();
  const row = line(page, "Ada Okafor");
  const toRow = async () => {
    await row.waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("End");
    await until(() => row.evaluate((it) => it.contains(document.activeElement)), "the row is not reached");
  };
  await toRow();
  for (const [name, draft] of REACHED) {
    await enter(page, row.getByRole("button", { name }));
    await draftOf(page, draft).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
  }
  await enter(page, row.getByRole("link", { name: "Open Ada Okafor in the CRM" }));
  await page.waitForURL("**/crm/borrowers/*");
  await page.goBack();
  await toRow();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/history/IN-*");
  await enter(page, page.getByRole("link", { name: "Back to the history" }));
  await toRow();
  await enter(page, row.getByRole("link", { name: /^Open IN-/ }));
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
  const every = table(page).getByRole("checkbox", { name: "Select the rows that are loaded" });
  const three = page.getByRole("status").filter({ hasText: "3 rows selected" });
  await Promise.all([every.click(), three.waitFor()]);
  await every.press("Space");
  await three.waitFor({ state: "detached" });
  const all = await exported(page, page.locator("header"), "NDJSON");
  assert.equal(all.trim().split("\n").length, 3);
  await page.getByText("Saved: 3 rows").waitFor();
  const sheet = await exported(page, page.locator("header"), "Excel (XLSX)");
  assert.ok(sheet.startsWith("PK"));
  await tabTo(page, page.locator("header").getByRole("button", { name: "Export" }));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "CSV");
  for (const format of ["Excel (XLSX)", "NDJSON"]) {
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((name) => document.activeElement.textContent === name, format);
  }
  const [byKey] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(await readFile(await byKey.path(), "latin1"), all);
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
  const { y } = await table(page).boundingBox();
  await flow.getByRole("button", { name: "Only Voice, 2" }).click();
  await total(page, 2);
  await page.getByRole("button", { name: "Remove the filter Flow: Voice" }).waitFor();
  assert.equal((await table(page).boundingBox()).y, y, "the first filter moves nothing");
  await flow.getByRole("button", { name: "Only Voice, 2" }).press("Enter");
  await total(page, 3);
  await figures(page).getByRole("radiogroup", { name: "Divide by" }).getByText("Status").click();
  await figures(page).getByRole("button", { name: "Only Warning, 1" }).click();
  await total(page, 1);
  await line(page, "Cleo").waitFor();
  await page.goto("/history");
  await lines(page).first().waitFor();
  const bars = figures(page).getByRole("figure").getByRole("button");
  await tabTo(page, bars.first());
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/*from=*&to=*");
  await lines(page).first().waitFor();
  await page.goto("/history");
  await bars.last().locator("[data-word=email]").click();
  await page.waitForURL("**/*from=*&to=*");
  await total(page, 1);
  await line(page, "Cleo").waitFor();
  await page.goto("/history");
  const by = figures(page).getByRole("radiogroup", { name: "Divide by" });
  await tabTo(page, by.getByRole("radio", { name: "Flow" }));
  await page.keyboard.press("ArrowRight");
  await enter(page, figures(page).getByRole("button", { name: "Only Warning, 1" }));
  await total(page, 1);
  contented(page);
});

test("figures of many flows leave the table where it is when they come and when one is chosen", async () => {
  const campaign = "Every way";
  const ways = ["whatsapp", "webchat", "telegram", "messenger", "instagram"].map((medium) => ({
    channel: "chat",
    medium,
  }));
  for (const way of [...ways, { channel: "email" }, { channel: "text" }, { channel: "voice" }]) {
    await record("cleo", { ...way, queueId: desk.queueId, campaign });
  }
  const page = await world.signedIn("manager");
  await page.setViewportSize({ width: 1000, height: 850 });
  const come = await held(page, "**/api/history/totals*");
  await page.goto("/history?campaign=Every+way");
  await total(page, 8);
  const y = async () => (await table(page).boundingBox()).y;
  const before = await y();
  come();
  const flow = figures(page).getByRole("group", { name: "Flow" });
  await flow.getByRole("button", { name: "Only Voice, 1" }).waitFor();
  const chosen = await y();
  assert.ok(chosen - before < 25, `the table moves by ${chosen - before}: more than a second line of words`);
  const { height } = await flow.boundingBox();
  assert.ok(height > 40, "the words of eight flows take two lines here");
  await flow.getByRole("button", { name: "Only Voice, 1" }).click();
  await total(page, 1);
  await until(async () => (await flow.getByRole("button").count()) === 1, "other flows stay");
  assert.equal(await y(), chosen, "fewer words move the table");
  contented(page);
});

test("of many rows a filter shows the first at once, and then how many there are, to the last one", async () => {
  const fields = { queueId: desk.queueId, campaign: "Long list" };
  await record("cleo", { ...fields, channel: "email" });
  for (let tens = 0; tens < 15; tens += 1) {
    await Promise.all(Array.from({ length: 10 }, () => record("cleo", { ...fields, channel: "text" })));
  }
  const page = await opened("/history?campaign=Long+list");
  await total(page, 151);
  const flow = figures(page).getByRole("group", { name: "Flow" });
  await flow.getByRole("button", { name: "Only SMS, 150" }).click();
  await total(page, 150);
  await page.keyboard.press("Escape");
  await lines(page).first().getByRole("link").first().focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.closest('[data-index="149"]'));
  await page.route("**/api/history?*limit=1", (route) => route.fulfill({ status: 500, json: {} }));
  await page.goto("/history?campaign=Long+list");
  await total(page, 151);
  await flow.getByRole("button", { name: "Only SMS, 150" }).click();
  await page.getByText("at least 101 interactions").waitFor();
  await line(page, "Cleo").first().waitFor();
  contented(page);
});

test("what happens appears by itself, and what is read stays where it is", async () => {
  const campaign = "Autumn round";
  const fields = { channel: "email", queueId: desk.queueId, campaign };
  for (let number = 0; number < 40; number += 1) await record("cleo", fields);
  const page = await opened("/history?campaign=Autumn+round");
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
  const placed = async (index) => {
    await page.waitForFunction((at) => document.activeElement.closest(`[data-index="${at}"]`), index);
    assert.ok(await focusedInSight(page), `line ${index} cannot be seen`);
  };
  await page.keyboard.press("j");
  await placed(0);
  for (let presses = 1; presses <= 20; presses += 1) await page.keyboard.press("j");
  await placed(20);
  await page.keyboard.press("End");
  await placed(41);
  for (let presses = 1; presses <= 20; presses += 1) await page.keyboard.press("k");
  await placed(21);
  await page.keyboard.press("Home");
  await placed(0);
  contented(page);
});
