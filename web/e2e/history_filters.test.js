import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { line, lines, openedIn, total } from "./history_parts.js";
import { contented } from "./looks.js";
import { aDesk, choose, chooseByKey, enter, inWorld, someWork, tabTo } from "./parts.js";
import { openWorld } from "./world.js";

const DAY = 86_400_000;
const CAMPAIGN = "Winter, second round";
/** Ada's, Bo's and Cleo's, the call of the campaign, and what the manager sent from a template. */
const ALL = 5;

let world;
let call;
let caseId;
before(async () => {
  world = await openWorld();
  const desk = await aDesk(world);
  await someWork(world, desk);
  call = await theCall(desk);
  ({ id: caseId } = await world.api("POST", "/people/ext-demo-3/cases", {
    caseType: "generic",
    name: "Plan",
  }));
  await world.api("PUT", `/people/ext-demo-3/cases/${caseId}/interactions/${call.id}`);
  await sentFromTemplate();
  await world.forget();
});
afterEach(() => world.forget());
after(() => world?.close());

/** A call of which everything is known that the history can show. */
function theCall({ queueId, manager }) {
  const at = (seconds) => new Date(Date.now() - seconds * 1_000).toISOString();
  return inWorld(world).record("demo-3", {
    channel: "voice",
    direction: "outbound",
    customerAddress: "+12125550199",
    queueId,
    advisorId: manager,
    campaign: CAMPAIGN,
    handlingStatus: "processed",
    handlingReason: "Agreed on a plan",
    originalRouting: "smart",
    currentRouting: "direct",
    startedAt: at(8),
    endedAt: at(2),
    waitingDuration: 7,
    handlingDuration: 300,
    wrapUpDuration: 45,
  });
}

async function sentFromTemplate() {
  const page = await world.signedIn("manager");
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name === "switchboard_csrf")?.value ?? "";
  const context = { amountDue: "120.50", dueDate: "2026-12-01" };
  const data = { personId: "ext-cleo", channel: "text", subject: "paymentDueDateReminder", context };
  const answer = await page.request.post("/api/communicator/send", {
    data,
    headers: { "X-CSRF-Token": csrf },
  });
  assert.ok(answer.ok(), await answer.text());
}

const opened = (address) => openedIn(world, "manager", address);
const panelOf = (page) => page.getByRole("region", { name: "Filters" });

test("the search bar finds a number in any format and an email, and filters hold together in the address", async () => {
  const page = await opened();
  await page.keyboard.press("/");
  await page.keyboard.type("(518) 555-0143");
  await total(page, 1);
  await line(page, "Ada Okafor").waitFor();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await total(page, ALL);
  await page.getByRole("textbox", { name: "Phone number or email of the contact" }).click();
  await page.keyboard.type("CLEO@example.com");
  await total(page, 1);
  await line(page, "Cleo").waitFor();
  await enter(page, page.getByRole("button", { name: "Clear the search" }));
  await total(page, ALL);
  await page.getByRole("button", { name: "Filters", exact: true }).press("Enter");
  const panel = page.getByRole("region", { name: "Filters" });
  await choose(page, panel, "Flow", "Voice");
  await total(page, 3);
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
  await total(page, ALL);
  contented(page);
});

test("every column can be filtered by, and the template, the reason and ids, by mouse", async () => {
  const page = await opened();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  const panel = panelOf(page);
  const clear = panel.getByRole("button", { name: "Clear all filters" });
  const only = async (label, shown) => {
    await total(page, shown).catch((error) => assert.fail(`${label}: ${error.message}`));
    assert.equal(await lines(page).count(), shown, label);
    await clear.click();
    await total(page, ALL);
  };
  for (const [label, word, shown] of [
    [/^Flow/, "SMS", 1],
    [/^Status/, "Warning", 1],
    [/^Direction/, "Outbound", 2],
    [/^Original routing/, "Direct", 1],
    [/^Current routing/, "Direct", 2],
    [/^Advisor/, "Robin Marsh", 3],
    [/^Queue/, "None", 1],
    [/^Template used/, "Payment reminder", 1],
  ]) {
    await choose(page, panel, label, word);
    await page.getByRole("heading", { name: "History" }).click();
    await only(label, shown);
  }
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
  for (const [label, words, shown] of [
    ["Contact", "cleo@example", 1],
    ["Voice campaign", CAMPAIGN, 1],
    ["Reason of the status", "agreed ON", 1],
    ["Interaction ids", call.id, 1],
    ["CRM record", call.personId, 1],
    ["Case", caseId, 1],
    ["End, from", yesterday, 1],
    ["End, until", tomorrow, 1],
    ["Waiting, at least (seconds)", "60", 1],
    ["Waiting, at most (seconds)", "6", 1],
    ["Handling, at least (seconds)", "300", 1],
    ["Handling, at most (seconds)", "300", 1],
    ["Wrap-up, at least (seconds)", "45", 1],
    ["Wrap-up, at most (seconds)", "45", 1],
  ]) {
    await panel.getByLabel(label, { exact: true }).fill(words);
    await page.getByRole("heading", { name: "History" }).click();
    await only(label, shown);
  }
  contented(page);
});

test("filters of every kind are set and taken away by keyboard alone", async () => {
  const page = await opened();
  const panel = panelOf(page);
  const field = (name) => panel.getByLabel(name, { exact: true });
  await page.keyboard.press("f");
  for (const [name, word, shown] of [
    ["Flow", "Voice", 3],
    ["Status", "Processed", 2],
  ]) {
    await chooseByKey(page, panel, name, word);
    await total(page, shown);
    await page.keyboard.press("Escape");
  }
  await tabTo(page, field("End, from"));
  await page.keyboard.type("01012026");
  await total(page, 1);
  await line(page, CAMPAIGN).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("15");
  await page.waitForURL("**/*endedAtFrom=2026-01-15*");
  await enter(page, panel.getByRole("button", { name: "Clear all filters" }));
  await total(page, ALL);
  await chooseByKey(page, panel, "Template used", /Payment reminder/);
  await total(page, 1);
  await tabTo(page, field("Handling, at least (seconds)"));
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await page.getByText("No interaction fits all filters").waitFor();
  await enter(page, page.getByText("Take all filters away"));
  await total(page, ALL);
  await tabTo(page, field("Contact"));
  await page.keyboard.type("cleo@example");
  await page.keyboard.press("Tab");
  await total(page, 1);
  await enter(page, page.getByRole("button", { name: /^Filters/ }));
  await enter(page, page.getByRole("button", { name: "Remove the filter Contact: cleo@example" }));
  await total(page, ALL);
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

test("an advisor is chosen by name, and an agent is offered nobody else", async () => {
  const page = await opened();
  await page.keyboard.press("f");
  const panel = page.getByRole("region", { name: "Filters" });
  await choose(page, panel, "Advisor", "Robin Marsh");
  await total(page, 3);
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
