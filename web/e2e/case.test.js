import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, inWorld, overlay } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let person;
let record;
before(async () => {
  world = await openWorld();
  ({ person, record } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

const move = (page, name) => page.getByRole("group", { name: "Move the case" }).getByRole("button", { name });

test("a case is added, worked on and completed with its outcome; only what is allowed is offered", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-7")}`);
  await page.getByRole("button", { name: "Add case" }).click();
  await overlay(page).getByRole("textbox", { name: "Name" }).fill("Payment plan");
  await overlay(page).getByRole("button", { name: "Add case" }).click();
  await page.getByRole("heading", { name: "Payment plan" }).waitFor();
  assert.match(page.url(), /\/cases\/CS-/);
  const moves = page.getByRole("group", { name: "Move the case" }).getByRole("button");
  assert.deepEqual(await moves.allInnerTexts(), ["Start processing", "Cancel the case"]);
  await move(page, "Start processing").click();
  await until(() => move(page, "Complete").isEnabled(), "it cannot be completed");
  await move(page, "Complete").press("Enter");
  await page.keyboard.type("Plan signed");
  await page.keyboard.press("Enter");
  await move(page, "Reopen").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Outcome" }).inputValue(), "Plan signed");
  await page.getByText("Status: Processing → Completed").waitFor();
  contented(page);
});

test("a second open collection case is refused in words", async () => {
  await world.api("POST", "/people/ext-demo-8/cases", { caseType: "collection" }).catch(() => undefined);
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-8")}`);
  await page.getByRole("button", { name: "Add case" }).click();
  await choose(page, overlay(page), "Type", "Collection");
  await overlay(page).getByRole("button", { name: "Add case" }).click();
  await overlay(page)
    .getByRole("alert")
    .getByText(/open collection case/)
    .waitFor();
});

test("a case closes the telephone on some hours, the strip tells, and opens it again", async () => {
  const { id } = await world.api("POST", "/people/ext-cleo/cases", {
    caseType: "generic",
    name: "Night shifts",
  });
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("cleo")}/cases/${id}`);
  await page.getByRole("button", { name: "Do not interact…" }).click();
  const form = page.getByRole("form", { name: "Do not interact" });
  await choose(page, form, "Channels", "Voice");
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "Add hours" }).click();
  await choose(page, form, "From", "00:00");
  await choose(page, form, "To", "24:00");
  await form.getByRole("checkbox", { name: "Mon" }).check();
  for (const day of ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    await form.getByRole("checkbox", { name: day }).check();
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("00:00–24:00").waitFor();
  const kept = await world.api("GET", `/people/ext-cleo/cases/${id}/do-not-interact`);
  assert.deepEqual(kept.channels, ["voice"]);
  assert.deepEqual(kept.daysOfWeek, [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(kept.timesOfDay, [{ fromHour: 0, toHour: 24 }]);
  await page.getByRole("button", { name: /^Voice .*CG-.*(DNI|DO-NOT|CASE)/i }).waitFor();
  await page.getByRole("button", { name: "Open again" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Open again" }).press("Enter");
  await page.getByText("This case closes no channel.").waitFor();
  contented(page);
});

test("what is linked to a case stands on its page, opens over it, and narrows the history", async () => {
  const { id } = await world.api("POST", "/people/ext-demo-9/cases", {
    caseType: "generic",
    name: "Dispute",
  });
  const one = await record("demo-9", { content: { subject: "Proof", bodyText: "Here is the receipt." } });
  await world.api("PUT", `/people/ext-demo-9/cases/${id}/interactions/${one.id}`);
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-9")}`);
  await page.getByRole("link", { name: /^Dispute/ }).click();
  const linked = page.getByRole("region", { name: "Linked interactions" });
  await linked.getByText("Here is the receipt.").click();
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  assert.match(page.url(), /\/cases\/CS-/);
  await page.getByRole("textbox", { name: "Write a note…" }).fill("Receipt is genuine");
  await page.getByRole("button", { name: "Save the note" }).click();
  await page.getByRole("listitem").filter({ hasText: "Receipt is genuine" }).waitFor();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Dispute/ }) });
  await row.getByRole("button", { name: "Show only the history of this case" }).click();
  await page.waitForURL(/case=CS-/);
  await cards(page).first().waitFor();
  assert.equal(await cards(page).first().getAttribute("aria-setsize"), "1");
  await page.reload();
  await page.getByRole("heading", { name: "Dispute" }).waitFor();
  contented(page);
});

test("an agent takes a case, finds it among the open ones, and gives it back", async () => {
  await world.api("POST", "/people/ext-demo-6/cases", { caseType: "generic", name: "Late fee" });
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-6")}`);
  await page.getByRole("link", { name: /^Late fee/ }).click();
  await page.getByText("Assignee: Nobody’s").waitFor();
  await page.getByRole("button", { name: "Take it" }).press("Enter");
  await page.getByText("Assignee: Yours").waitFor();
  await page.goto("/crm");
  const mine = page.getByRole("region", { name: "My open cases" });
  await mine.getByRole("link", { name: /^Late fee/ }).click();
  await page.getByRole("button", { name: "Give it back" }).click();
  await page.getByText("Assignee: Nobody’s").waitFor();
  await page.goto("/crm");
  await mine.getByText("Cases that you take appear here.").waitFor();
  contented(page);
});
