import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, chooseByKey, enter, hasFocus, inWorld, overlay, tabTo } from "./parts.js";
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

test("a case is added, worked on and completed with its outcome by mouse; only what is allowed is offered", async () => {
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
  await move(page, "Complete").click();
  await page.getByRole("textbox", { name: /^How did it end/ }).fill("Plan signed");
  await page.locator("form").getByRole("button", { name: "Complete" }).click();
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
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Open again" }).click();
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
  await enter(page, row.getByRole("button", { name: "Show the whole history" }));
  await page.waitForURL((url) => !url.search.includes("case"));
  await until(async () => (await cards(page).count()) > 1, "the whole history is not shown");
  await enter(page, linked.getByRole("link"));
  await overlay(page).getByText("Here is the receipt.").waitFor();
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
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByText("Assignee: Yours").waitFor();
  await page.goto("/crm");
  await mine.getByRole("link", { name: /^Late fee/ }).press("Enter");
  await page.getByRole("button", { name: "Give it back" }).press("Enter");
  await page.getByText("Assignee: Nobody’s").waitFor();
  await page.goto("/crm");
  await mine.getByText("Cases that you take appear here.").waitFor();
  contented(page);
});

test("by keyboard alone a case is added, moved, noted on, and closes the telephone until it opens it again", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-10")}`);
  const button = (name, within = page) => within.getByRole("button", { name, exact: true });
  await enter(page, button("Add case"));
  await overlay(page).getByRole("textbox", { name: "Name" }).waitFor();
  await page.keyboard.type("Sickness");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sickness" }).waitFor();
  await enter(page, move(page, "Start processing"));
  await until(() => move(page, "Complete").isEnabled(), "it cannot be completed");

  await enter(page, button("Do not interact…"));
  const form = page.getByRole("form", { name: "Do not interact" });
  await chooseByKey(page, form, "Channels", "Voice");
  await page.keyboard.press("Escape");
  await tabTo(page, form.getByRole("checkbox", { name: "Tue" }));
  await page.keyboard.press("Space");
  await enter(page, button("Add hours", form));
  await chooseByKey(page, form, "From", "10:00");
  await enter(page, button("Save", form));
  await page.getByText("10:00–17:00").waitFor();
  const [{ id }] = await world.api("GET", "/people/ext-demo-10/cases?limit=1");
  const path = `/people/ext-demo-10/cases/${id}/do-not-interact`;
  const { channels, daysOfWeek, timesOfDay } = await world.api("GET", path);
  assert.deepEqual([channels, daysOfWeek], [["voice"], [2]]);
  assert.deepEqual(timesOfDay, [{ fromHour: 10, toHour: 17 }]);
  await enter(page, button("Open again"));
  await enter(page, button("Open again", page.getByRole("alertdialog")));
  await page.getByText("This case closes no channel.").waitFor();

  const notes = page.getByRole("region", { name: "Notes" });
  await tabTo(page, notes.getByRole("textbox", { name: "Write a note…" }));
  await page.keyboard.type("Back in March");
  await enter(page, notes.getByRole("button", { name: "Save the note" }));
  await notes.getByRole("listitem").filter({ hasText: "Back in March" }).waitFor();
  await enter(page, move(page, "Complete"));
  await page.keyboard.type("Back at work");
  await page.keyboard.press("Enter");
  await move(page, "Reopen").waitFor();
  assert.equal(await move(page, "Start processing").count(), 0);
  contented(page);
});

test("notes are pinned, changed and deleted by mouse, and those of others only by managers", async () => {
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
  await note("Second note").getByRole("button", { name: "Edit the note" }).click();
  await page.getByRole("textbox", { name: "Edit the note" }).fill("Second note, mended");
  await page.getByRole("button", { name: "Save the note" }).click();
  await note("Second note, mended").getByText("edited").waitFor();
  await note("Second note, mended").getByRole("button", { name: "Delete the note" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete the note" }).click();
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

test("a note is written, pinned, marked as important, changed and deleted by keyboard alone", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-8")}`);
  const note = (text) => page.getByRole("listitem").filter({ hasText: text });
  const act = (text, name) => enter(page, note(text).getByRole("button", { name, exact: true }));
  const field = page.getByRole("textbox", { name: "Write a note…" });
  await tabTo(page, field);
  for (const text of ["Older note", "Newer note"]) {
    await page.keyboard.type(text);
    await enter(page, page.getByRole("button", { name: "Save the note" }));
    await note(text).waitFor();
    await hasFocus(field);
  }
  const first = async () =>
    (await page
      .locator("ul", { has: note("Older note") })
      .getByRole("listitem")
      .first()
      .textContent()) ?? "";
  assert.match(await first(), /Newer note/);
  await act("Older note", "Mark as important");
  await note("Older note").getByRole("img", { name: "Important" }).waitFor();
  await act("Older note", "Pin");
  await note("Older note").getByRole("img", { name: "Pinned" }).waitFor();
  assert.match(await first(), /Older note/);
  await act("Older note", "Edit the note");
  await page.keyboard.press("End");
  await page.keyboard.type(", mended");
  await enter(page, page.getByRole("button", { name: "Save the note" }));
  await note("Older note, mended").getByText("edited").waitFor();
  await hasFocus(note("Older note, mended").getByRole("button", { name: "Edit the note" }));
  await act("Newer note", "Delete the note");
  await page.keyboard.press("Enter");
  await hasFocus(note("Newer note").getByRole("button", { name: "Delete the note" }));
  await page.keyboard.press("Enter");
  await enter(page, page.getByRole("alertdialog").getByRole("button", { name: "Delete the note" }));
  await note("Newer note").waitFor({ state: "detached" });
  await note("Older note, mended").waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement.contains(document.querySelector("form"))),
    true,
  );
  contented(page);
});
