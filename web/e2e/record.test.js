import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, chooseByKey, enter, inWorld, overlay, tabTo } from "./parts.js";
import { openWorld } from "./world.js";

const LOCKED = "Content is locked. Only those with access, like a manager, can unlock this content.";

let world;
let person;
let record;
let newest;
before(async () => {
  world = await openWorld();
  ({ person, record, newest } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

const save = (page) => overlay(page).getByRole("button", { name: "Record", exact: true });

test("an external call needs its outcome, is linked to a case and keeps its note", async () => {
  const made = await world.api("POST", "/people/ext-demo-4/cases", {
    caseType: "generic",
    name: "Hardship plan",
  });
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-4")}`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Create external interaction" }).click();
  await save(page).click();
  await overlay(page).getByText("A call needs its outcome").waitFor();
  await choose(page, overlay(page), "Agent outcome", "Spoke with the borrower");
  await overlay(page).getByRole("spinbutton", { name: "Minutes" }).fill("4");
  await choose(page, overlay(page), "Case", /Hardship plan/);
  await overlay(page)
    .getByRole("textbox", { name: "Note on the call" })
    .fill("Wants a plan over six months.");
  await save(page).click();
  await overlay(page).waitFor({ state: "hidden" });

  const call = await newest("demo-4", "channel=voice&sortBy=-createdAt");
  assert.equal(call.status, "succeeded");
  assert.equal(call.statusDetails, "voiceSpokeWithFirstParty");
  assert.equal(call.agentOutcome, "voiceSpokeWithFirstParty");
  assert.equal(call.isExternal, true);
  assert.equal(call.content.durationSec, 240);
  const linked = await world.api("GET", `/people/ext-demo-4/cases/${made.id}`);
  const cases = await world.api("GET", `/people/ext-demo-4/interactions/${call.id}/cases`);
  assert.deepEqual(
    cases.map(({ id }) => id),
    [linked.id],
  );
  await cards(page).first().getByText("Spoke with the borrower").waitFor();
  await cards(page).first().getByRole("link").click();
  const outcome = overlay(page).locator("dl > div").filter({ hasText: "Agent outcome" });
  await outcome.getByText("Spoke with the borrower").locator("time").waitFor();
  await overlay(page).getByRole("tab", { name: "Notes" }).click();
  await overlay(page).getByText("Wants a plan over six months.").waitFor();
  contented(page);
});

test("an external email is recorded by keyboard alone, and what the API refuses stands at its field", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-5")}`);
  await cards(page).first().waitFor();
  await formByKey(page, 1);
  await tabTo(page, overlay(page).getByRole("textbox", { name: "Subject" }));
  await page.keyboard.type("About the statement");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Sent from my own mailbox.");
  await page.route("**/api/people/*/interactions", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const body = JSON.parse(route.request().postData());
    return route.continue({ postData: JSON.stringify({ ...body, statusDetails: "emailSent" }) });
  });
  await save(page).press("Enter");
  await overlay(page)
    .getByText(/emailSent (needs|goes|forces|is)/)
    .first()
    .waitFor();
  await page.unroute("**/api/people/*/interactions");
  await overlay(page).getByRole("textbox", { name: "Subject" }).focus();
  await page.keyboard.type("!");
  await save(page).press("Enter");
  await overlay(page).waitFor({ state: "hidden" });
  const email = await newest("demo-5", "channel=email&sortBy=-createdAt");
  assert.equal(email.content.bodyText, "Sent from my own mailbox.");
  assert.equal(email.direction, "inbound");
  contented(page);
});

/** Opens the form of a channel by keyboard alone. */
async function formByKey(page, presses) {
  await enter(page, page.getByRole("button", { name: "Add", exact: true }));
  await tabTo(page, page.getByRole("radio", { name: "Call" }));
  for (let press = 0; press < presses; press += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await overlay(page).getByRole("form").waitFor();
}

test("an external text and email are recorded by mouse", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-5")}`);
  await cards(page).first().waitFor();
  for (const channel of ["Text", "Email"]) {
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("radiogroup", { name: "Channel" }).getByText(channel).click();
    await page.getByRole("button", { name: "Create external interaction" }).click();
    const form = overlay(page).getByRole("form", { name: `External ${channel.toLowerCase()}` });
    await form.getByRole("radiogroup", { name: "Direction" }).getByText("Outbound").click();
    await save(page).click();
    await form.getByText("Say what it said.").waitFor();
    await form.getByRole("textbox", { name: "What it said" }).fill(`My ${channel} from my own telephone.`);
    await save(page).click();
    await overlay(page).waitFor({ state: "hidden" });
    await cards(page)
      .filter({ hasText: `My ${channel} from my own telephone.` })
      .first()
      .waitFor();
  }
  const text = await newest("demo-5", "channel=text&sortBy=-createdAt");
  assert.equal(text.content.body, "My Text from my own telephone.");
  assert.deepEqual([text.isExternal, text.direction], [true, "outbound"]);
  const email = await newest("demo-5", "channel=email&sortBy=-createdAt");
  assert.equal(email.content.bodyText, "My Email from my own telephone.");
  contented(page);
});

test("an external text and a call with its outcome are recorded by keyboard alone", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-5")}`);
  await cards(page).first().waitFor();
  await formByKey(page, 2);
  await tabTo(page, overlay(page).getByRole("textbox", { name: "What it said" }));
  await page.keyboard.type("They wrote to my own number.");
  await enter(page, save(page));
  await overlay(page).waitFor({ state: "hidden" });
  await cards(page).filter({ hasText: "They wrote to my own number." }).first().waitFor();
  const text = await newest("demo-5", "channel=text&sortBy=-createdAt");
  assert.deepEqual([text.isExternal, text.direction, text.status], [true, "inbound", "succeeded"]);

  await formByKey(page, 0);
  await enter(page, save(page));
  await overlay(page).getByText("A call needs its outcome").waitFor();
  await chooseByKey(page, overlay(page), "Agent outcome", "Spoke with the borrower");
  await enter(page, save(page));
  await overlay(page).waitFor({ state: "hidden" });
  await cards(page).first().getByText("Spoke with the borrower").waitFor();
  assert.equal((await newest("demo-5", "channel=voice&sortBy=-createdAt")).isExternal, true);
  contented(page);
});

test("a manager marks an interaction sensitive with a reason, by mouse and by keyboard, and the trail tells of it", async () => {
  const { id } = await record("demo-4", {
    content: { subject: "Illness", bodyText: "In hospital since May." },
  });
  const path = `/crm/borrowers/${await person("demo-4")}/interactions/${id}`;
  const manager = await world.signedIn("manager");
  await manager.goto(path);
  await overlay(manager).getByRole("button", { name: "Mark as sensitive" }).click();
  const mark = overlay(manager).getByRole("button", { name: "Mark as sensitive" });
  assert.equal(await mark.isDisabled(), true);
  await overlay(manager)
    .getByRole("textbox", { name: /^Why\?/ })
    .fill("Family matters");
  await mark.click();
  await overlay(manager).getByText("Only those with access read this interaction.").waitFor();
  await overlay(manager).getByRole("tab", { name: "Timeline" }).click();
  await overlay(manager).getByText("Sensitive: no → yes").waitFor();
  await overlay(manager).getByText("Why: Family matters").waitFor();

  const agent = await world.signedIn("agent");
  await agent.goto(path);
  await overlay(agent).getByText(LOCKED, { exact: true }).first().waitFor();
  assert.equal(await agent.getByText("hospital").count(), 0);
  assert.equal(
    await overlay(agent)
      .getByRole("button", { name: /sensitive/i })
      .count(),
    0,
  );

  const unmark = overlay(manager).getByRole("button", { name: "No longer sensitive" });
  const theirs = overlay(agent).getByText("In hospital since May.");
  await byKey(manager, unmark, "Told by mistake");
  await theirs.waitFor();
  await byKey(manager, mark, "Asked for by the family");
  await overlay(agent).getByText(LOCKED, { exact: true }).first().waitFor();
  assert.equal(await theirs.count(), 0);
  await unmark.click();
  await overlay(manager)
    .getByRole("textbox", { name: /^Why\?/ })
    .fill("They agreed");
  await unmark.click();
  await theirs.waitFor();
  const events = await world.api("GET", `/interactions/${id}/events`);
  assert.deepEqual(
    events.flatMap(({ changes }) => changes.reason ?? []),
    ["Family matters", "Told by mistake", "Asked for by the family", "They agreed"],
  );
  contented(manager);
});

/** Opens what a button asks, gives the reason and goes on, by keyboard alone. */
async function byKey(page, button, reason) {
  await enter(page, button);
  await page.keyboard.type(reason);
  await enter(page, button);
}

test("an agent is offered neither mark nor its opposite, and the API refuses to unmark", async () => {
  const words = { subject: "Plain", bodyText: "Nothing secret." };
  const open = await record("demo-4", { content: words });
  const locked = await record("demo-4", { content: words, sensitive: true });
  const page = await world.signedIn("agent");
  const borrower = await person("demo-4");
  for (const { id } of [open, locked]) {
    await page.goto(`/crm/borrowers/${borrower}/interactions/${id}`);
    await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
    assert.equal(
      await overlay(page)
        .getByRole("button", { name: /sensitive/i })
        .count(),
      0,
    );
  }
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name === "switchboard_csrf")?.value ?? "";
  const answer = await page.request.put(`/api/people/${borrower}/interactions/${locked.id}`, {
    data: { sensitive: false },
    headers: { "X-CSRF-Token": csrf },
  });
  assert.equal(answer.status(), 403);
});
