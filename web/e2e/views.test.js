import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, lines, openedIn, total } from "./history_parts.js";
import { contented } from "./looks.js";
import { aDesk, choose, chooseByKey, enter, overlay, someWork, tabTo } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let team;
before(async () => {
  world = await openWorld();
  const desk = await aDesk(world);
  await someWork(world, desk);
  const users = await world.api("GET", "/users?limit=100");
  const agent = users.find(({ email }) => email === "agent@example.com").id;
  const people = { managerIds: [desk.manager], memberIds: [agent] };
  team = await world.api("POST", "/teams", { name: "Hardship team", ...people });
});
afterEach(() => world.forget());
after(() => world?.close());

const views = (page) =>
  page.getByRole("banner").or(page.locator("main header")).getByRole("button", { name: /^View/ });
const item = (page, name) => page.getByRole("menuitem", { name });

test("a search is saved as a view with its columns, shared, changed, updated, renamed and deleted", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/history?flow=voice&handlingStatus=aborted");
  await total(page, 1);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Direction" }).uncheck();
  await page.keyboard.press("Escape");
  await views(page).click();
  await item(page, "Save as a new view…").click();
  await overlay(page).getByRole("textbox", { name: "Name" }).fill("Aborted calls");
  await choose(page, overlay(page), "Who sees it", "Hardship team");
  await overlay(page).getByRole("checkbox", { name: "With its own columns" }).check();
  await overlay(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "View: Aborted calls", exact: true }).waitFor();
  const [saved] = await mine(page);
  assert.equal(saved.teamId, team.id);
  assert.ok(saved.columns.includes("flow") && !saved.columns.includes("direction"));

  await page.getByRole("button", { name: "Remove the filter Status: Aborted" }).click();
  await page.getByRole("button", { name: "View: Aborted calls, changed" }).click();
  await item(page, "Back to “Aborted calls”").click();
  await total(page, 1);
  await page.getByRole("button", { name: "Remove the filter Status: Aborted" }).click();
  await total(page, 2);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Queue" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "View: Aborted calls, changed" }).click();
  await item(page, "Update “Aborted calls”").click();
  await page.getByRole("button", { name: "View: Aborted calls", exact: true }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "View: Aborted calls", exact: true }).click();
  await item(page, "Rename or share…").click();
  await overlay(page).getByRole("textbox", { name: "Name" }).fill("All calls");
  await overlay(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "View: All calls", exact: true }).waitFor();
  assert.equal((await mine(page))[0].search, "flow=voice");

  const agent = await world.signedIn("agent");
  await agent.goto("/history");
  await views(agent).click();
  await item(agent, /^All calls Robin Marsh, shared with Hardship team/).click();
  await agent.waitForURL("**/history?flow=voice");
  await agent.getByRole("button", { name: "Columns" }).click();
  assert.equal(await agent.getByRole("checkbox", { name: "Flow" }).isChecked(), true);
  assert.equal(await agent.getByRole("checkbox", { name: "Queue" }).isChecked(), false);
  await agent.keyboard.press("Escape");
  await agent.getByRole("button", { name: "View: All calls", exact: true }).click();
  assert.equal(await item(agent, "Delete…").count(), 0);
  assert.equal(await item(agent, "Rename or share…").count(), 0);

  await page.getByRole("link", { name: "History" }).click();
  await total(page, 3);
  await heading(page, "Queue").waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "View: All calls", exact: true }).waitFor();
  await until(async () => (await heading(page, "Queue").count()) === 0, "its columns are not shown");
  await page.getByRole("button", { name: "View: All calls", exact: true }).click();
  await item(page, "Delete…").click();
  await overlay(page).getByText("Delete “All calls” for everybody it is shared with?").waitFor();
  await overlay(page).getByRole("button", { name: "Delete the view" }).click();
  await page.getByRole("button", { name: "Views", exact: true }).waitFor();
  assert.deepEqual(await mine(page), []);
  contented(page);
  contented(agent);
});

test("a view is saved and opened by keyboard alone, from the menu and from the palette", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/history?handlingStatus=warning");
  await total(page, 1);
  await page.getByRole("button", { name: "Views", exact: true }).focus();
  await page.keyboard.press("Enter");
  await item(page, "Save as a new view…").waitFor();
  await page.waitForFunction(() => document.activeElement.textContent === "Save as a new view…");
  await page.keyboard.press("Enter");
  await overlay(page).getByRole("textbox", { name: "Name" }).waitFor();
  await page.keyboard.type("Bounced");
  await chooseByKey(page, overlay(page), "Who sees it", "Hardship team");
  await tabTo(page, overlay(page).getByRole("checkbox", { name: "With its own columns" }));
  await page.keyboard.press("Space");
  await enter(page, overlay(page).getByRole("button", { name: "Save" }));
  await page.getByRole("button", { name: "View: Bounced", exact: true }).waitFor();
  const [saved] = await mine(page);
  assert.equal(saved.teamId, team.id);
  assert.ok(saved.columns.includes("flow"));
  await page.goto("/crm");
  await page.getByRole("heading", { name: "Find a borrower" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("boun");
  await page.getByRole("option", { name: "Bounced" }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/history?handlingStatus=warning");
  await total(page, 1);
  const inMenu = async (view, ...options) => {
    await enter(page, page.getByRole("button", { name: view, exact: true }));
    for (const [at, option] of options.entries()) {
      if (at > 0) await page.keyboard.press("ArrowDown");
      await page.waitForFunction((name) => document.activeElement.textContent === name, option);
    }
    await page.keyboard.press("Enter");
  };
  await enter(page, page.getByRole("columnheader", { name: "Start" }).getByRole("button"));
  await page.waitForURL(/sort=startedAt/);
  await inMenu("View: Bounced, changed", "Update “Bounced”", "Back to “Bounced”");
  await page.waitForURL("**/history?handlingStatus=warning");
  await enter(page, page.getByRole("columnheader", { name: "Start" }).getByRole("button"));
  await inMenu("View: Bounced, changed", "Update “Bounced”");
  await until(async () => /sort=startedAt/.test((await mine(page))[0].search), "the view is not updated");
  await inMenu("View: Bounced", "Save as a new view…", "Rename or share…");
  await overlay(page).getByRole("textbox", { name: "Name" }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Came back");
  await enter(page, overlay(page).getByRole("button", { name: "Save" }));
  await page.getByRole("button", { name: "View: Came back", exact: true }).waitFor();
  await inMenu("View: Came back", "Save as a new view…", "Rename or share…", "Delete…");
  await overlay(page).getByRole("button", { name: "Delete the view" }).press("Enter");
  await page.getByRole("button", { name: "Views", exact: true }).waitFor();
  contented(page);
});

test("a profile without a history says so, and another one opens it again", async () => {
  const page = await openedIn(world);
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

test("an agent sees their own alone, also of somebody unknown, as they come", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/history");
  await page.getByText("No interactions in this period").waitFor();
  const users = await world.api("GET", "/users?limit=100");
  const me = users.find(({ email }) => email === "agent@example.com").id;
  const called = (customerAddress, fields) => {
    const call = { channel: "voice", direction: "inbound", status: "succeeded", theme: "opsServicing" };
    return world.api("POST", "/interactions", { ...call, customerAddress, ...fields });
  };
  await called("+12025550186", {});
  await called("+12025550187", { advisorId: me });
  await lines(page).filter({ hasText: "555-0187" }).waitFor();
  assert.equal(await lines(page).count(), 1);
  contented(page);
});

async function mine(page) {
  const answer = await (await page.request.get("/api/history/views")).json();
  return answer.data.filter((view) => view.mine);
}
