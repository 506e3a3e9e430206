import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented, passesAxe } from "./looks.js";
import { cards, enter, inWorld, overlay } from "./parts.js";
import { openWorld, PASSWORD, until } from "./world.js";

const LOCKED = "Content is locked. Only those with access, like a manager, can unlock this content.";
const CREDENTIALS =
  '"Account Credential" interactions are never displayed in the CRM because they contain information used to verify borrower details.';

let world;
let person;
let record;
before(async () => {
  world = await openWorld();
  ({ person, record } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

test("a wrong password is told, the right one opens the page that was asked for", async () => {
  const page = await world.visit();
  await page.goto("/crm/borrowers/ext-ada");
  await page.getByLabel("Email").fill("agent@example.com");
  await page.getByLabel("Password", { exact: true }).fill("wrong password here");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The email or the password is wrong").waitFor();
  await passesAxe(page, "signing in");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ada Okafor" }).waitFor();
  assert.match(page.url(), /\/crm\/borrowers\/BO-/);
  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  assert.equal((await page.request.get("/api/users/me")).status(), 401);
});

test("a borrower is found and opened by keyboard alone", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/crm");
  await page.getByRole("heading", { name: "Find a borrower" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("5185550143");
  await page.getByRole("option", { name: /Ada Okafor/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ada Okafor" }).waitFor();
  contented(page);
});

test("the strip tells by which rule Ada may not be called, and from when", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/crm/borrowers/ext-ada");
  const voice = page.getByRole("button", { name: /^Voice From .* CG-REGF-7IN7/ });
  await voice.click();
  await overlay(page)
    .getByText(/7 calls about loan/)
    .first()
    .waitFor();
  await overlay(page).getByRole("button", { name: "Explain this rule" }).click();
  await overlay(page)
    .getByText(/12 CFR 1006/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
});

test("search and filters hold together, stand in the address and survive a reload", async () => {
  const page = await world.signedIn("manager");
  await page.goto(`/crm/borrowers/${await person("demo-4")}`);
  await cards(page).first().waitFor();
  const all = Number(await cards(page).first().getAttribute("aria-setsize"));
  await page.getByRole("button", { name: "More filters" }).click();
  // The field of the component library lies beneath its own frame, which hears the press.
  await page.getByRole("combobox", { name: "Interaction channel" }).click({ force: true });
  await page.getByRole("option", { name: "Text" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("radiogroup", { name: "Direction" }).getByText("Inbound").click();
  await page.waitForURL("**/*direction=inbound*");
  await page.getByRole("textbox", { name: "Search the contents" }).fill("pay");
  await page.waitForURL("**/*words=pay*");
  const size = async () => Number(await cards(page).first().getAttribute("aria-setsize"));
  await until(async () => (await size()) < all, "nothing was narrowed");
  const narrowed = await size();
  const wanted = "channel=text&direction=inbound&contentContains=pay&limit=100";
  const rows = await world.api("GET", `/people/ext-demo-4/interactions?${wanted}`);
  assert.equal(narrowed, rows.filter(({ theme }) => theme !== "opsAccountCredentials").length);
  await page.reload();
  await cards(page).first().waitFor();
  assert.equal(await size(), narrowed);
  contented(page);
});

test("a card opens over the page, by mouse and by keyboard, and Back closes it", async () => {
  const page = await world.signedIn("manager");
  await page.goto(`/crm/borrowers/${await person("demo-4")}`);
  await cards(page).nth(1).getByRole("link").click();
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
  const address = page.url();
  await page.goBack();
  await overlay(page).waitFor({ state: "hidden" });
  assert.equal(page.url(), address);
  for (const key of ["j", "j", "k", "Enter"]) await page.keyboard.press(key);
  await overlay(page).getByRole("tab", { name: "Timeline" }).click();
  await overlay(page).getByText("Recorded").first().waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  assert.equal(page.url(), address);
  contented(page);
});

test("a direct link opens the overlay and gives the address back to the borrower", async () => {
  const { id } = await record("demo-4", {
    content: { subject: "A direct question", bodyText: "Straight to the point." },
  });
  const page = await world.signedIn("agent");
  const borrower = await person("demo-4");
  await page.goto(`/crm/borrowers/${borrower}/interactions/${id}`);
  await overlay(page).getByText("A direct question").waitFor();
  assert.equal(new URL(page.url()).pathname, `/crm/borrowers/${borrower}`);
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  assert.equal(new URL(page.url()).pathname, `/crm/borrowers/${borrower}`);
});

test("a link to account credentials reads the document's sentence, and nothing else tells of them", async () => {
  const { id } = await record("demo-4", { theme: "opsAccountCredentials", channel: "text" });
  const page = await world.signedIn("manager");
  await page.goto(`/crm/borrowers/${await person("demo-4")}/interactions/${id}`);
  await overlay(page).getByText(CREDENTIALS).waitFor();
  await page.keyboard.press("Escape");
  await cards(page).first().waitFor();
  assert.equal(await page.getByText("Account Credential").count(), 0);
});

test("a sensitive interaction is locked for an agent and open to a manager", async () => {
  const { id } = await record("demo-4", {
    sensitive: true,
    content: { subject: "Surgery", bodyText: "I was in hospital." },
  });
  const path = `/crm/borrowers/${await person("demo-4")}/interactions/${id}`;
  const agent = await world.signedIn("agent");
  await agent.goto(path);
  await overlay(agent).getByText(LOCKED, { exact: true }).waitFor();
  assert.equal(await agent.getByText("hospital").count(), 0);
  const manager = await world.signedIn("manager");
  await manager.goto(path);
  await overlay(manager).getByText("I was in hospital.").waitFor();
  assert.equal(await manager.getByText(LOCKED).count(), 0);
});

test("a hostile email runs nothing, asks nobody, and loads pictures only when told to", async () => {
  const html =
    `<h1>Dear lender</h1><script>parent.document.title="taken"</script>` +
    `<img src="https://tracker.example/p.png" onerror="alert(1)"><svg onload="alert(2)"></svg>` +
    `<a href="javascript:alert(3)">press</a><form action="https://evil.example"><input name="q"></form>` +
    `<div style="background:url(https://tracker.example/b.png)">words</div>` +
    `<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/">`;
  const { id } = await record("demo-4", { content: { subject: "Hello", bodyHtml: html } });
  const page = await world.signedIn("agent");
  const outside = [];
  const dialogs = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.context().route(/example\/?/, (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  await page.goto(`/crm/borrowers/${await person("demo-4")}/interactions/${id}`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Dear lender" }).waitFor();
  await overlay(page)
    .getByText(/Images from other servers are not loaded \(1\)/)
    .waitFor();
  assert.equal(await frame.locator("form, input, svg, script, base").count(), 0);
  assert.equal(await frame.locator("a").getAttribute("href"), null);
  assert.deepEqual(outside, []);
  await page.getByRole("button", { name: "Load images" }).click();
  const isAsked = () => outside.some((url) => url.endsWith("/p.png"));
  await until(isAsked, "the picture was not asked for");
  outside.length = 0;
  await page.reload();
  const load = page.getByRole("button", { name: "Load images" });
  await load.waitFor();
  assert.deepEqual(outside, []);
  await enter(page, load);
  await until(isAsked, "the picture was not asked for by key");
  assert.deepEqual(dialogs, []);
  assert.notEqual(await page.title(), "taken");
});

for (const way of ["a shared worker", "a leading tab"]) {
  test(`what happens appears by itself, and two tabs share one line through ${way}`, async () => {
    const page = await world.signedIn("agent");
    if (way === "a leading tab") {
      await page.context().addInitScript(() => {
        delete window.SharedWorker;
      });
    }
    await page.goto(`/crm/borrowers/${await person("demo-9")}`);
    await page.getByText("Live", { exact: true }).waitFor();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText("Live", { exact: true }).waitFor();
    await until(async () => (await world.streams()) === 1, "the tabs do not share one line");
    await cards(second).first().waitFor();
    const began = Date.now();
    await record("demo-9", { content: { subject: "Just now", bodyText: `Fresh through ${way}.` } });
    await page.getByText(`Fresh through ${way}.`).waitFor();
    console.log(`on the screen ${Date.now() - began} ms after it was asked for`);
    await second.getByText(`Fresh through ${way}.`).waitFor();
    contented(page);
    await page.close();
    await record("demo-9", { content: { subject: "Still", bodyText: `Alone now, ${way}.` } });
    await second.getByText(`Alone now, ${way}.`).waitFor();
  });
}

test("after the server was away and 5,000 events, the page equals a fresh one without a reload", async () => {
  const page = await world.signedIn("agent");
  const borrower = await person("demo-9");
  await page.goto(`/crm/borrowers/${borrower}`);
  await page.getByText("Live", { exact: true }).waitFor();
  await cards(page).first().waitFor();
  await page.evaluate(() => {
    window.stayed = true;
  });
  await world.stop();
  await page.getByText("Offline", { exact: true }).waitFor();
  const lines = Array.from({ length: 5_000 }, (_, at) =>
    JSON.stringify({
      personId: at % 50 === 0 ? "ext-demo-9" : `ext-demo-${1 + (at % 300)}`,
      channel: "text",
      direction: "inbound",
      status: "succeeded",
      theme: "opsServicing",
      externalId: `missed-${at}`,
      content: { body: `Missed message ${at}` },
    }),
  );
  world.command(["import", "-"], lines.join("\n"));
  await world.start();
  await page.getByText("Live", { exact: true }).waitFor({ timeout: 60_000 });
  const fresh = await world.signedIn("agent");
  await fresh.goto(`/crm/borrowers/${borrower}`);
  await cards(fresh).first().waitFor();
  const shown = async (one) => (await cards(one).allInnerTexts()).slice(0, 8);
  const size = (one) => cards(one).first().getAttribute("aria-setsize");
  const wanted = await size(fresh);
  await until(async () => (await size(page)) === wanted, "the page did not catch up");
  assert.deepEqual(await shown(page), await shown(fresh));
  assert.equal(await page.evaluate(() => window.stayed), true);
});

test("a session that ends keeps what was typed, and the same person goes on", async () => {
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-4")}`);
  await cards(page).first().waitFor();
  await page
    .getByRole("textbox", { name: "Write a note…" })
    .fill("Called about the plan, will pay on Friday.");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save the note" }).click();
  await overlay(page).getByText("Your session has ended").waitFor();
  await passesAxe(page, "signing in again");
  await overlay(page).getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("listitem").filter({ hasText: "Called about the plan" }).waitFor();
});

test("an address without a page, and a borrower who is not there, say so", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/nowhere");
  await page.getByText("There is no page at this address").waitFor();
  await page.goto("/crm/borrowers/BO-ZZZZ-ZZZZ");
  await page.getByText("This is not here").waitFor();
});
