import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, inWorld, overlay } from "./parts.js";
import { openWorld, until } from "./world.js";

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
  await overlay(page).getByRole("tab", { name: "Notes" }).click();
  await overlay(page).getByText("Wants a plan over six months.").waitFor();
  contented(page);
});

test("an external email is recorded by keyboard alone, and what the API refuses stands at its field", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-5")}`);
  await cards(page).first().waitFor();
  await page.getByRole("button", { name: "Add", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("radiogroup", { name: "Channel" }).waitFor();
  await page.getByRole("radio", { name: "Call" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await overlay(page).getByRole("textbox", { name: "Subject" }).focus();
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

test("a manager marks an interaction sensitive with a reason, and the trail tells of it", async () => {
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

  await overlay(manager).getByRole("button", { name: "No longer sensitive" }).press("Enter");
  await manager.keyboard.type("Told by mistake");
  await overlay(manager).getByRole("button", { name: "No longer sensitive" }).press("Enter");
  await overlay(agent).getByText("In hospital since May.").waitFor();
  const events = await world.api("GET", `/interactions/${id}/events`);
  assert.deepEqual(
    events.flatMap(({ changes }) => changes.reason ?? []),
    ["Family matters", "Told by mistake"],
  );
  contented(manager);
});

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

test("notes are pinned, changed and deleted, and those of others only by managers", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-6")}`);
  const note = (text) => page.getByRole("listitem").filter({ hasText: text });
  for (const text of ["First note", "Second note"]) {
    await page.getByRole("textbox", { name: "Write a note…" }).fill(text);
    await page.getByRole("button", { name: "Save the note" }).click();
    await note(text).waitFor();
  }
  await note("First note").getByRole("button", { name: "Pin", exact: true }).click();
  await note("First note").getByRole("img", { name: "Pinned" }).waitFor();
  const notes = page.locator("ul", { has: note("First note") });
  assert.match(await notes.getByRole("listitem").first().textContent(), /First note/);
  await note("Second note").getByRole("button", { name: "Edit the note" }).press("Enter");
  await page.getByRole("textbox", { name: "Edit the note" }).fill("Second note, mended");
  await page.getByRole("button", { name: "Save the note" }).click();
  await note("Second note, mended").getByText("edited").waitFor();
  await note("Second note, mended").getByRole("button", { name: "Delete the note" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete the note" }).press("Enter");
  await note("Second note").waitFor({ state: "detached" });

  await world.api("POST", "/people/ext-demo-6/notes", { content: "Of the office" });
  await note("Of the office").waitFor();
  assert.equal(await note("Of the office").getByRole("button").count(), 0);
  const manager = await world.signedIn("manager");
  await manager.goto(`/crm/borrowers/${await person("demo-6")}`);
  const theirs = manager.getByRole("listitem").filter({ hasText: "Of the office" });
  await theirs.getByRole("button", { name: "Mark as important" }).click();
  await until(() => note("Of the office").getByRole("img", { name: "Important" }).isVisible(), "not live");
  contented(page);
});
