import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, enter, inWorld, overlay, tabTo } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let person;
before(async () => {
  world = await openWorld();
  ({ person } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

const rows = (page, name) => page.getByRole("list", { name }).getByRole("listitem");

function arrives(content, channel = "email") {
  const fields = { channel, direction: "inbound", status: "succeeded", theme: "opsServicing", content };
  return world.api("POST", "/interactions", fields);
}

test("an unknown sender is suggested with reasons, linked, undone and linked again", async () => {
  const { id } = await arrives(
    { from: "+15185550143", fromName: "Ada Okafor", transcript: "Call me back." },
    "voice",
  );
  const page = await world.signedIn("manager");
  await page.goto("/crm");
  await page.getByRole("link", { name: "Manager" }).click();
  const row = rows(page, "Unassociated Interactions").first();
  await row.getByText("Call me back.").waitFor();
  const link = row.getByRole("button", { name: "Link to Ada Okafor same phone, same name" });
  await link.click();
  await page.getByText("Linked to Ada Okafor (1)").waitFor();
  assert.equal((await world.api("GET", `/interactions/${id}`)).personId, await person("ada"));
  await page.getByRole("button", { name: "Undo" }).click();
  await row.getByText("Call me back.").waitFor();
  assert.equal((await world.api("GET", `/interactions/${id}`)).personId, null);
  await link.press("Enter");
  await page.getByText("Linked to Ada Okafor (1)").waitFor();
  await page.goto("/crm/borrowers/ext-ada");
  await cards(page).filter({ hasText: "Call me back." }).first().waitFor();
  contented(page);
});

test("several are chosen and linked to a borrower found by typing, by keyboard and by mouse, and all come back", async () => {
  const one = await arrives({ from: "lost@example.org", subject: "Lost one", bodyText: "Who am I?" });
  const two = await arrives({ from: "lost@example.org", subject: "Lost two", bodyText: "Still me." });
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/unassociated-interactions");
  const row = (text) => rows(page, "Unassociated Interactions").filter({ hasText: text });
  for (const text of ["Lost two", "Lost one"]) {
    await tabTo(page, row(text).getByRole("checkbox"));
    await page.keyboard.press("Space");
  }
  await enter(page, page.getByRole("button", { name: "Link to a borrower…" }));
  await overlay(page).getByRole("combobox").waitFor();
  await page.keyboard.type("cleo");
  await overlay(page).getByRole("option", { name: /Cleo/ }).waitFor();
  await page.keyboard.press("Enter");
  const linked = page.getByText(/^Linked to Cleo .*\(2\)$/);
  await linked.waitFor();
  const owners = async () =>
    Promise.all([one, two].map(async ({ id }) => (await world.api("GET", `/interactions/${id}`)).personId));
  const cleo = await person("cleo");
  assert.deepEqual(await owners(), [cleo, cleo]);
  await enter(page, page.getByRole("button", { name: "Undo" }));
  await row("Lost two").waitFor();
  assert.deepEqual(await owners(), [null, null]);
  for (const text of ["Lost one", "Lost two"]) await row(text).getByRole("checkbox").click();
  await page.getByRole("button", { name: "Link to a borrower…" }).click();
  await overlay(page).getByRole("combobox").fill("cleo");
  await overlay(page).getByRole("option", { name: /Cleo/ }).click();
  await linked.waitFor();
  assert.deepEqual(await owners(), [cleo, cleo]);
  await page.getByRole("button", { name: "Undo" }).click();
  await row("Lost two").waitFor();
  await row("Lost one").getByRole("button", { name: "Read" }).click();
  await row("Lost one").getByText("Who am I?").last().waitFor();
  contented(page);
});

test("what was blocked stands with its rule, explained by mouse and by keyboard, and in the log of decisions", async () => {
  const body = { personId: "ext-ada", channel: "text", subject: "freeForm", theme: "opsCollDebt" };
  const words = { content: { body: "Please call. Reply STOP to opt out." }, contactId: null };
  const refused = await fetch(`http://${world.address}/api/communicator/send`, {
    method: "POST",
    headers: { "x-api-key": world.key, "content-type": "application/json" },
    body: JSON.stringify({ ...body, ...words, personId: "ext-bo" }),
  });
  assert.equal(refused.status, 422);
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/blocked-interactions");
  const row = rows(page, "Blocked interactions").filter({ hasText: "CG-MA-2IN7" }).first();
  await row.getByRole("button", { name: "Explain" }).click();
  await row.getByRole("button", { name: "Explain this rule" }).first().click();
  await row
    .getByText(/940 CMR/)
    .first()
    .waitFor();

  await row.getByRole("button", { name: "Hide", exact: true }).click();
  assert.equal(await row.getByText(/940 CMR/).count(), 0);
  await enter(page, row.getByRole("button", { name: "Explain", exact: true }));
  await enter(page, row.getByRole("button", { name: "Explain this rule" }).first());
  await row
    .getByText(/940 CMR/)
    .first()
    .waitFor();

  await page.getByRole("link", { name: "Decision log" }).click();
  const outcomes = page.getByRole("radiogroup", { name: "Outcome" });
  await outcomes.getByText("Not yet").click();
  await page.waitForURL("**/*outcome=defer*");
  const decision = rows(page, "Decision log").filter({ hasText: "CG-MA-2IN7" }).first();
  const reasons = decision.getByRole("heading", { name: "Rules in the way" });
  await decision.getByRole("button", { name: "Explain" }).click();
  await reasons.waitFor();
  await decision.getByRole("link").click();
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();

  await page.goto("/crm/manager/rules");
  await enter(page, page.getByRole("link", { name: "Decision log" }));
  await tabTo(page, outcomes.getByRole("radio", { name: "All", exact: true }));
  await page.keyboard.press("ArrowRight");
  await page.waitForURL("**/*outcome=allow*");
  assert.equal(await decision.count(), 0);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL("**/*outcome=defer*");
  await enter(page, decision.getByRole("button", { name: "Explain" }));
  await reasons.waitFor();
  await enter(page, decision.getByRole("link"));
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
  contented(page);
});

test("a send the provider refused is seen with its reason, retried by mouse and by keyboard, and gone from the list", async () => {
  const [channel] = (await world.api("GET", "/channels")).filter(({ kind }) => kind === "sandbox");
  const settings = { ...channel.settings, refuse: ["cleo@example.com"] };
  await world.api("PUT", `/channels/${channel.id}`, { settings });
  for (const bodyText of ["Will it go?", "Will this go?"]) {
    await world.api("POST", "/communicator/send", {
      personId: "ext-cleo",
      channel: "email",
      subject: "freeForm",
      theme: "opsServicing",
      content: { subject: "Hello", bodyText },
    });
  }
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/failed-sends");
  const failed = rows(page, "Failed sends").filter({ hasText: "cleo@example.com" });
  const left = (count, complaint) => until(async () => (await failed.count()) === count, complaint);
  await left(2, "they do not stand there");
  await failed.first().getByText("Failed").waitFor();
  await world.api("PUT", `/channels/${channel.id}`, { settings: { ...channel.settings, refuse: [] } });
  await failed.first().getByRole("button", { name: "Retry" }).click();
  await left(1, "what was retried still stands there");
  await enter(page, failed.getByRole("button", { name: "Retry" }));
  await left(0, "what was retried still stands there");
  await until(async () => {
    const newest = await world.api("GET", "/outbox?limit=2");
    return newest.every(({ state }) => state === "sent");
  }, "they were not sent again");
  contented(page);
});

test("the rulebook is searched, a rule explained, and its decisions asked for, by mouse and by keyboard", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/rules");
  const search = page.getByRole("textbox", { name: "Search the rules" });
  const rule = rows(page, "Rulebook").filter({ hasText: "CG-REGF-7IN7" });
  const explained = rule.getByText(/12 CFR 1006\.14/);
  const decisions = rule.getByRole("link", { name: "Decisions by this rule" });
  await search.fill("7in7");
  await rule.getByRole("button", { name: /CG-REGF-7IN7/ }).click();
  await explained.first().waitFor();
  await decisions.click();
  await page.waitForURL("**/decisions?rule=CG-REGF-7IN7");

  await enter(page, page.getByRole("link", { name: "Rulebook" }));
  await tabTo(page, search);
  await page.keyboard.type("7in7");
  await until(async () => (await rows(page, "Rulebook").count()) < 5, "the rules are not searched");
  await enter(page, rule.getByRole("button", { name: /CG-REGF-7IN7/ }));
  await explained.first().waitFor();
  await enter(page, decisions);
  await page.waitForURL("**/decisions?rule=CG-REGF-7IN7");
  const log = page.getByRole("region", { name: "Decision log" });
  await choose(page, log, "Rule", /CG-MA-2IN7/);
  await page.waitForURL("**/decisions?rule=CG-MA-2IN7");
  await tabTo(page, log.getByRole("combobox", { name: "Rule" }));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("CG-DNI ");
  await page.getByRole("option", { name: /^CG-DNI / }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/decisions?rule=CG-DNI");
  contented(page);
});

test("an agent finds no way there, and a link says that it is not for them", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/crm");
  await page.getByRole("heading", { name: "Find a borrower" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Manager" }).count(), 0);
  for (const place of ["unassociated-interactions", "failed-sends", "decisions"]) {
    await page.goto(`/crm/manager/${place}`);
    await page.getByText("You may not see this").waitFor();
  }
});
