import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { aDesk, choose, enter, overlay, someButtons, someRecords, someWork, tabTo } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let desk;
let call;
let endpoint;
before(async () => {
  world = await openWorld();
  desk = await aDesk(world);
  ({ adasCall: call } = await someWork(world, desk));
  endpoint = await anEndpoint();
  await someButtons(world, desk.profileId, `http://127.0.0.1:${endpoint.server.address().port}/`);
});
afterEach(() => world.forget());
after(async () => {
  endpoint?.server.close();
  await world?.close();
});

/** Another system: what it hears is kept, what it says is set. */
async function anEndpoint() {
  const it = { heard: [], code: 200 };
  it.server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    it.heard.push(JSON.parse(body));
    response.writeHead(it.code, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: "Ticket 4711 was made" }));
  }).listen(0, "127.0.0.1");
  await once(it.server, "listening");
  return it;
}

const widget = (page) => page.getByRole("complementary", { name: "Key information" });
const tab = (page, name) => page.getByRole("tab", { name, exact: true });

async function opened(interactionId = call) {
  const page = await world.signedIn("manager");
  await page.goto(`/history/${interactionId}`);
  await widget(page).getByText("Hardship desk").waitFor();
  return page;
}

/** An interaction of somebody unknown, on its page. */
async function unknownOne(fields) {
  const { id } = await world.api("POST", "/interactions", {
    direction: "inbound",
    status: "succeeded",
    theme: "opsServicing",
    queueId: desk.queueId,
    ...fields,
  });
  const page = await world.signedIn("manager");
  await page.goto(`/history/${id}`);
  await widget(page).getByText("Hardship desk").waitFor();
  await widget(page).getByText("Linked to no CRM record").waitFor();
  return { id, page };
}

const ownerOf = async (id) => (await world.api("GET", `/interactions/${id}`)).personId;
const noRecord = (page) => widget(page).getByText("Linked to no CRM record").waitFor();
const noCase = (page) => widget(page).getByText("Linked to no case").waitFor();
const aCase = (page) => widget(page).getByRole("link", { name: /^CS-/ });

test("an interaction shows its key facts and tabs, and records and cases are made, assigned and taken off by mouse", async () => {
  const content = { from: "new.one@example.org", subject: "Who am I to you?", bodyText: "Please call." };
  const { id, page } = await unknownOne({ channel: "email", customerAddress: content.from, content });
  const chosen = async (name) => {
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await page.getByText("Who am I to you?").first().waitFor();
  await chosen("Assign a CRM record…");
  await overlay(page).getByRole("combobox").fill("okafor");
  await overlay(page)
    .getByRole("option", { name: /Ada Okafor/ })
    .click();
  await widget(page).getByRole("link", { name: "Ada Okafor" }).waitFor();
  await chosen("Create a case…");
  await overlay(page).getByRole("textbox", { name: "Name" }).fill("A new start");
  await overlay(page).getByRole("button", { name: "Add case" }).click();
  await aCase(page).waitFor();
  await tab(page, "Case").click();
  await page.getByRole("heading", { name: "A new start" }).waitFor();
  await chosen("Unassign A new start");
  await noCase(page);
  await chosen("Assign a case…");
  await overlay(page)
    .getByRole("button", { name: /^A new start/ })
    .click();
  await aCase(page).waitFor();
  await tab(page, "Card").click();
  await page.getByRole("heading", { name: "Ada Okafor" }).waitFor();
  const refresh = page.getByRole("button", { name: "Refresh" });
  await Promise.all([page.waitForResponse(`**/api/history/${id}`), refresh.click()]);
  await chosen("Unassign the CRM record");
  await overlay(page).getByRole("button", { name: "Unassign the CRM record" }).click();
  await noRecord(page);
  assert.equal(await ownerOf(id), null);

  await chosen("Create a CRM record…");
  await overlay(page).getByRole("textbox", { name: "First name" }).fill("Nils");
  await overlay(page).getByRole("textbox", { name: "Last name" }).fill("Quist");
  await overlay(page).getByRole("button", { name: "Create and assign" }).click();
  await widget(page).getByRole("link", { name: "Nils Quist" }).waitFor();
  const contacts = await world.api("GET", `/people/${await ownerOf(id)}/contacts`);
  assert.deepEqual(
    contacts.map(({ value }) => value),
    [content.from],
  );
  await widget(page)
    .getByRole("button", { name: `Copy ${id}` })
    .click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), id);
  contented(page);
});

test("records and cases are made, assigned and taken off by keyboard alone", async () => {
  const number = "+16175550188";
  const { id, page } = await unknownOne({
    channel: "voice",
    customerAddress: number,
    content: { from: number },
  });
  const chosen = async (name) => {
    await enter(page, page.getByRole("button", { name: "Settings" }));
    await page.waitForFunction(() => document.activeElement.role === "menuitem");
    await until(async () => {
      if ((await page.evaluate(() => document.activeElement.textContent)) === name) return true;
      await page.keyboard.press("ArrowDown");
      return false;
    }, `${name} is not reached`);
    await page.keyboard.press("Enter");
  };
  await chosen("Create a CRM record…");
  await overlay(page).getByRole("textbox", { name: "First name" }).waitFor();
  await page.keyboard.type("Nora");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Quist");
  assert.match(await overlay(page).getByRole("textbox", { name: "Contact" }).inputValue(), /617/);
  await page.keyboard.press("Enter");
  await widget(page).getByRole("link", { name: "Nora Quist" }).waitFor();
  await chosen("Create a case…");
  await overlay(page).getByRole("textbox", { name: "Name" }).waitFor();
  await page.keyboard.type("First contact");
  await page.keyboard.press("Enter");
  await aCase(page).waitFor();
  await chosen("Unassign First contact");
  await noCase(page);
  await chosen("Assign a case…");
  await enter(page, overlay(page).getByRole("button", { name: /^First contact/ }));
  await aCase(page).waitFor();
  await tabTo(page, tab(page, "Interaction"));
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Nora Quist" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "First contact" }).waitFor();
  const refresh = page.getByRole("button", { name: "Refresh" });
  await Promise.all([page.waitForResponse(`**/api/history/${id}`), enter(page, refresh)]);
  await chosen("Unassign the CRM record");
  await enter(page, overlay(page).getByRole("button", { name: "Unassign the CRM record" }));
  await noRecord(page);
  assert.equal(await ownerOf(id), null);
  await chosen("Assign a CRM record…");
  await overlay(page).getByRole("combobox").waitFor();
  await page.keyboard.type("okafor");
  await overlay(page)
    .getByRole("option", { name: /Ada Okafor/ })
    .waitFor();
  await page.keyboard.press("Enter");
  await widget(page).getByRole("link", { name: "Ada Okafor" }).waitFor();
  await enter(page, widget(page).getByRole("button", { name: `Copy ${id}` }));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), id);
  contented(page);
});

test("what other systems keep beside an interaction is empty first, and appears by itself", async () => {
  const page = await opened();
  await tab(page, "Qualifications").click();
  await page.getByText("Not qualified").waitFor();
  await tab(page, "Survey answers").click();
  await page.getByText("No survey answers").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("No invoices").waitFor();
  await someRecords(world, call);
  await page.getByRole("heading", { name: "2026-0042" }).waitFor();
  await page.getByText("$1,250.00").waitFor();
  await page.getByText("issued Oct 1, 2026 · due Oct 31, 2026").waitFor();
  const bill = page.getByRole("link", { name: "Open the invoice" });
  assert.equal(await bill.getAttribute("rel"), "noopener noreferrer");
  await page.keyboard.press("ArrowLeft");
  await page.getByText("Very well").waitFor();
  await page.getByText("92 of 100").waitFor();
  await tab(page, "Qualifications").press("Enter");
  await page.getByText("Collections › Reached").waitFor();
  await page.getByRole("heading", { name: "Promise to pay" }).waitFor();
  await widget(page).getByText("Instalment of November").waitFor();
  contented(page);
});

test("a payment is asked for by mouse and by keyboard, and how far it is shows by itself", async () => {
  const page = await opened();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("menuitem", { name: "Create a payment request…" }).click();
  await overlay(page).getByRole("textbox", { name: "Amount" }).fill("1,234");
  await overlay(page).getByText("Write it as 125 or 125.00").waitFor();
  const create = overlay(page).getByRole("button", { name: "Create the request" });
  assert.equal(await create.isDisabled(), true);
  await overlay(page).getByRole("textbox", { name: "Amount" }).fill("80.5");
  assert.match(await overlay(page).getByRole("combobox", { name: "Currency" }).inputValue(), /^USD/);
  await choose(page, overlay(page), "Currency", /^EUR/);
  await overlay(page).getByRole("textbox", { name: "What for" }).fill("Late fee");
  await create.click();
  await widget(page).getByText("€80.50").waitFor();
  await widget(page).getByText("Late fee").waitFor();

  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("menuitem").first().waitFor();
  await page.keyboard.press("Enter");
  await overlay(page).getByRole("textbox", { name: "Amount" }).waitFor();
  await page.keyboard.type("20");
  assert.match(await overlay(page).getByRole("combobox", { name: "Currency" }).inputValue(), /^EUR/);
  await page.keyboard.press("Enter");
  await widget(page).getByText("€20.00").waitFor();
  const requests = await world.api("GET", `/interactions/${call}/payment-requests`);
  const { id } = requests.find(({ reason }) => reason === "Late fee");
  const paid = { status: "paid", url: "https://pay.example.com/7" };
  await world.api("PUT", `/interactions/${call}/payment-requests/${id}`, paid);
  await widget(page).getByText("Paid").waitFor();
  await widget(page).getByRole("link", { name: "Open the request" }).waitFor();
  contented(page);
});

test("a button opens a page of another system, which learns nothing of ours but what it is told", async () => {
  const page = await opened();
  await page
    .context()
    .route("https://shop.example.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>Order</title>" }),
    );
  const open = page.getByRole("button", { name: "Open the order" });
  assert.equal(await page.getByRole("button", { name: "Only for emails" }).count(), 0);
  const [order] = await Promise.all([page.context().waitForEvent("page"), open.click()]);
  await order.waitForLoadState();
  const { searchParams } = new URL(order.url());
  assert.equal(searchParams.get("of"), "ada");
  assert.equal(searchParams.get("in"), call);
  assert.equal(searchParams.get("context").split(".").length, 3);
  assert.equal(await order.evaluate(() => window.opener), null);
  assert.equal(await order.evaluate(() => document.referrer), "");
  await page.getByRole("status").getByText("Open the order: opened in a new tab.").waitFor();
  const again = page.getByRole("link", { name: "Open it again" });
  assert.equal(await again.getAttribute("href"), order.url());
  const [second] = await Promise.all([page.context().waitForEvent("page"), open.press("Enter")]);
  await second.close();
  contented(page);
});

test("a button calls another system and says what it said, also that it failed", async () => {
  const page = await opened();
  await page.getByRole("button", { name: "Make a ticket" }).click();
  await page.getByRole("status").getByText("Make a ticket: Ticket 4711 was made").waitFor();
  assert.equal(endpoint.heard.length, 1);
  assert.ok(JSON.stringify(endpoint.heard[0]).includes(call));
  endpoint.code = 502;
  await page.getByRole("button", { name: "Make a ticket" }).press("Enter");
  await page
    .getByRole("alert")
    .getByText(/^Make a ticket did not work/)
    .waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await until(async () => (await page.getByRole("alert").count()) === 0, "it stays");
  endpoint.code = 200;
  await tab(page, "Card").click();
  await page.getByRole("button", { name: "Check the address" }).press("Enter");
  await page.getByText("Check the address: Ticket 4711 was made").waitFor();
  await tab(page, "Case").press("Enter");
  await page.getByRole("button", { name: "Escalate" }).click();
  await page.getByText("Escalate: Ticket 4711 was made").waitFor();
  assert.equal(endpoint.heard.length, 4);
  contented(page);
});
