import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, inWorld, overlay } from "./parts.js";
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

test("several are chosen and linked to a borrower found by typing, by keyboard, and all come back", async () => {
  const one = await arrives({ from: "lost@example.org", subject: "Lost one", bodyText: "Who am I?" });
  const two = await arrives({ from: "lost@example.org", subject: "Lost two", bodyText: "Still me." });
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/unassociated-interactions");
  const row = (text) => rows(page, "Unassociated Interactions").filter({ hasText: text });
  await row("Lost one").getByRole("checkbox").press("Space");
  await row("Lost two").getByRole("checkbox").press("Space");
  await page.getByRole("button", { name: "Link to a borrower…" }).press("Enter");
  await overlay(page).getByRole("combobox").waitFor();
  await page.keyboard.type("cleo");
  await overlay(page).getByRole("option", { name: /Cleo/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText(/^Linked to Cleo .*\(2\)$/).waitFor();
  for (const { id } of [one, two]) {
    assert.equal((await world.api("GET", `/interactions/${id}`)).personId, await person("cleo"));
  }
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await row("Lost two").waitFor();
  await row("Lost one").getByRole("button", { name: "Read" }).click();
  await row("Lost one").getByText("Who am I?").last().waitFor();
  contented(page);
});

test("what was blocked stands with its rule, explained, and in the log of decisions", async () => {
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

  await page.getByRole("link", { name: "Decision log" }).click();
  await page.getByRole("radiogroup", { name: "Outcome" }).getByText("Not yet").click();
  await page.waitForURL("**/*outcome=defer*");
  const decision = rows(page, "Decision log").filter({ hasText: "CG-MA-2IN7" }).first();
  await decision.getByRole("button", { name: "Explain" }).press("Enter");
  await decision.getByRole("heading", { name: "Rules in the way" }).waitFor();
  await decision.getByRole("link").click();
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
  contented(page);
});

test("a send the provider refused is seen with its reason, retried, and gone from the list", async () => {
  const [channel] = (await world.api("GET", "/channels")).filter(({ kind }) => kind === "sandbox");
  const settings = { ...channel.settings, refuse: ["cleo@example.com"] };
  await world.api("PUT", `/channels/${channel.id}`, { settings });
  await world.api("POST", "/communicator/send", {
    personId: "ext-cleo",
    channel: "email",
    subject: "freeForm",
    theme: "opsServicing",
    content: { subject: "Hello", bodyText: "Will it go?" },
  });
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/failed-sends");
  const row = rows(page, "Failed sends").filter({ hasText: "cleo@example.com" }).first();
  await row.getByText("Failed").waitFor();
  await world.api("PUT", `/channels/${channel.id}`, { settings: { ...channel.settings, refuse: [] } });
  await row.getByRole("button", { name: "Retry" }).press("Enter");
  await row.waitFor({ state: "detached" });
  await until(async () => {
    const [entry] = await world.api("GET", "/outbox?limit=1");
    return entry.state === "sent";
  }, "it was not sent again");
  contented(page);
});

test("the rulebook is searched, a rule explained, and its decisions asked for", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/crm/manager/rules");
  await page.getByRole("textbox", { name: "Search the rules" }).fill("7in7");
  const rule = rows(page, "Rulebook").first();
  await rule.getByRole("button", { name: /CG-REGF-7IN7/ }).press("Enter");
  await rule
    .getByText(/12 CFR 1006\.14/)
    .first()
    .waitFor();
  await rule.getByRole("link", { name: "Decisions by this rule" }).click();
  await page.waitForURL("**/decisions?rule=CG-REGF-7IN7");
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
