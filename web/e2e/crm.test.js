import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import {
  aCall,
  cards,
  choose,
  chooseByKey,
  enter,
  focusedInSight,
  inWorld,
  overlay,
  speech,
  tabTo,
} from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let person;
before(async () => {
  world = await openWorld();
  ({ person } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

const field = (page) => page.getByRole("combobox", { name: "Find a borrower" });
const size = async (page) => Number(await cards(page).first().getAttribute("aria-setsize"));

test("a borrower is found by name, email, phone and id while one types, and stands among the recent ones", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/crm");
  await page.getByText("Whom you look at appears here.").first().waitFor();
  for (const words of ["okaf", "ada@example.com", "(518) 555-0143", await person("ada")]) {
    await field(page).fill(words);
    await page.getByRole("option", { name: /Ada Okafor/ }).waitFor();
  }
  await field(page).fill("nobody of that name");
  await page.getByText("Nobody fits “nobody of that name”").waitFor();
  await field(page).fill("okafor");
  await page.getByRole("option", { name: /Ada Okafor/ }).click();
  await page.getByRole("heading", { name: "Ada Okafor" }).waitFor();
  await page.goto("/crm");
  const recent = page.getByRole("region", { name: "Recent borrowers" });
  await recent.getByRole("link", { name: "Ada Okafor" }).click();
  await page.waitForURL("**/crm/borrowers/BO-*");
  await page.goto("/crm");
  await enter(page, recent.getByRole("link", { name: "Ada Okafor" }));
  await page.waitForURL("**/crm/borrowers/BO-*");
  contented(page);
});

test("the column says who it is, what time it is there and whether they may be reached, by keyboard alone", async () => {
  const page = await world.signedIn("agent");
  await page.goto("/crm/borrowers/ext-ada");
  await page.getByText(/^\d{1,2}:\d\d [AP]M, Eastern (Standard|Daylight) Time$/).waitFor();
  await page.getByRole("button", { name: /^Text Allowed/ }).waitFor();
  await page.getByRole("button", { name: /^Voice From .* CG-REGF-7IN7/ }).press("Enter");
  await overlay(page).getByRole("button", { name: "Explain this rule" }).press("Enter");
  await overlay(page)
    .getByText(/12 CFR 1006/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  for (const name of ["Write an email", "Phone", "Write a text", "Letter"]) {
    await page.getByRole("button", { name, exact: true }).press("Enter");
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "hidden" });
  }
  contented(page);
});

/** A call of a case's that all ten filters fit; and what each of them narrows to. */
async function aCallThatFitsAll(externalId, name) {
  const { id: caseId } = await world.api("POST", `/people/ext-${externalId}/cases`, {
    caseType: "generic",
    name,
  });
  const id = await aCall(world, externalId, speech(1), "audio/wav", {
    status: "attempted",
    statusDetails: "voiceReceivedOutsideOpenHours",
    theme: "opsCollDebt",
    sensitive: true,
  });
  await world.api("PUT", `/people/ext-${externalId}/cases/${caseId}/interactions/${id}`);
  const lists = [
    ["Interaction channel", "Voice", "channel=voice"],
    ["Associated case", `${name} · ${caseId}`, `case=${caseId}`],
    ["Status", "Attempted", "status=attempted"],
    ["Status details", "Called outside open hours", "details=voiceReceivedOutsideOpenHours"],
    ["Reason", "Collections: debt", "theme=opsCollDebt"],
  ];
  return { id, lists };
}

const ONLY = ["Recorded", "Missed call", "Locked interactions"];
const TEN = 10;

/** That the ten hold together: the one call is left, and its overlay opens. */
async function onlyOneIsLeft(page) {
  await page.waitForURL(/direction=inbound&type=external&recorded=yes&missed=yes&locked=yes/);
  await until(async () => (await size(page)) === 1, "they do not hold together");
  assert.equal(await cards(page).count(), 1);
  await cards(page).getByText("Called outside open hours").waitFor();
}

test("ten filters hold together by mouse, and each has a way out", async () => {
  const { lists } = await aCallThatFitsAll("demo-5", "Missed by us");
  const page = await world.signedIn("manager");
  await page.goto(`/crm/borrowers/${await person("demo-5")}`);
  await cards(page).first().waitFor();
  const all = await size(page);
  await page.getByRole("button", { name: "More filters" }).click();
  for (const [name, word, kept] of lists) {
    await choose(page, page, new RegExp(`^${name}$`), word);
    await page.waitForURL(`**/*${kept}*`);
    await page.getByRole("heading", { name: "Interactions" }).click();
  }
  await page.getByRole("radiogroup", { name: "Direction" }).getByText("Inbound").click();
  await page.getByRole("radiogroup", { name: "Type" }).getByText("External").click();
  for (const name of ONLY) await page.getByRole("switch", { name }).click();
  await onlyOneIsLeft(page);
  await page.getByRole("button", { name: "More filters" }).click();
  const ways = page.getByRole("button", { name: /^Remove the filter/ });
  assert.equal(await ways.count(), TEN);
  await page.getByRole("button", { name: "Remove the filter Inbound" }).click();
  await page.waitForURL((url) => !url.search.includes("direction"));
  assert.equal(await ways.count(), TEN - 1);
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await until(async () => (await size(page)) === all, "the whole history is not shown");
  contented(page);
});

test("ten filters hold together by keyboard alone, each has a way out, and the address keeps them", async () => {
  const { lists } = await aCallThatFitsAll("demo-4", "Missed call");
  const page = await world.signedIn("manager");
  await page.goto(`/crm/borrowers/${await person("demo-4")}`);
  await cards(page).first().waitFor();
  const all = await size(page);
  await page.keyboard.press("f");
  for (const [name, word, kept] of lists) {
    await chooseByKey(page, page, name, word);
    await page.waitForURL(`**/*${kept}*`);
    await page.keyboard.press("Escape");
  }
  for (const [name, presses, kept] of [
    ["Direction", 1, "direction=inbound"],
    ["Type", 2, "type=external"],
  ]) {
    await tabTo(page, page.getByRole("radiogroup", { name }).getByRole("radio", { name: "All" }));
    for (let press = 0; press < presses; press += 1) await page.keyboard.press("ArrowRight");
    await page.waitForURL(`**/*${kept}*`);
  }
  for (const name of ONLY) {
    await tabTo(page, page.getByRole("switch", { name }));
    await page.keyboard.press("Space");
  }
  await onlyOneIsLeft(page);
  await page.reload();
  await onlyOneIsLeft(page);
  await enter(page, page.getByRole("button", { name: "Remove the filter Voice" }));
  await page.waitForURL((url) => !url.search.includes("channel"));
  await tabTo(page, page.getByRole("textbox", { name: "Search the contents" }));
  await page.keyboard.type("zebra crossing");
  await page.getByText("No interaction fits all filters").waitFor();
  await enter(page, page.getByText("Show the whole history"));
  await until(async () => (await size(page)) === all, "the whole history is not shown");
  contented(page);
});

test("20,000 interactions are scrolled through to the last one, by mouse and by keyboard", async () => {
  const oldest = "The very first message";
  const many = Array.from({ length: 20_000 }, (_, at) => ({
    personId: "ext-demo-7",
    channel: "text",
    direction: "inbound",
    status: "succeeded",
    theme: "opsServicing",
    externalId: `long-${at}`,
    startedAt: new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString(),
    content: { body: at === 0 ? oldest : `Message ${at}` },
  }));
  await world.stop();
  world.command(["import", "-"], many.map((one) => JSON.stringify(one)).join("\n"));
  await world.start();
  const page = await world.signedIn("agent");
  await page.goto(`/crm/borrowers/${await person("demo-7")}`);
  await cards(page).first().waitFor();
  const all = await size(page);
  assert.ok(all >= 20_000);
  assert.ok((await cards(page).count()) < 60, "rows that nobody sees are drawn");
  const box = await cards(page).first().boundingBox();
  await page.mouse.move(box.x + 20, box.y + 20);
  const last = cards(page).filter({ hasText: oldest });
  await until(async () => {
    await page.mouse.wheel(0, 400_000);
    return (await last.count()) > 0;
  }, "the last one is not reached by wheel");
  await last.getByRole("link").click();
  await overlay(page).getByText(oldest).waitFor();
  assert.ok((await cards(page).count()) < 60, "rows that nobody sees are still drawn");
  await overlay(page).getByRole("button", { name: "Close" }).click();
  await overlay(page).waitFor({ state: "hidden" });

  await page.reload();
  await cards(page).first().waitFor();
  const placed = async (place) => {
    const holds = () => page.evaluate(placeOfFocus);
    await until(async () => (await holds()) === place, `the focus is not at ${place}`);
    assert.ok(await focusedInSight(page), `what has the focus at ${place} cannot be seen`);
  };
  await page.keyboard.press("j");
  await placed(1);
  await page.keyboard.press("PageDown");
  await until(async () => (await page.evaluate(placeOfFocus)) > 4, "a screen is not passed");
  const screen = (await page.evaluate(placeOfFocus)) - 1;
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press("PageDown");
  await placed(1 + 41 * screen);
  await page.keyboard.press("PageUp");
  await placed(1 + 40 * screen);
  await page.keyboard.press("k");
  await placed(40 * screen);
  await page.keyboard.press("End");
  await placed(all);
  await page.keyboard.press("Enter");
  await overlay(page).getByText(oldest).waitFor();
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  await page.keyboard.press("k");
  await placed(all - 1);
  await page.keyboard.press("Home");
  await placed(1);
  contented(page);
});

/** Which line of the list has the focus, counted from 1. */
function placeOfFocus() {
  return Number(document.activeElement.closest("[aria-posinset]")?.getAttribute("aria-posinset"));
}

test("every key of a page stands in its sheet, and the palette leads to what it names", async () => {
  const page = await world.signedIn("manager");
  await page.goto("/crm");
  await page.getByRole("heading", { name: "Find a borrower" }).waitFor();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys on this page" });
  await sheet.getByText("This sheet").waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /Commands/ }).click();
  await page.getByRole("option", { name: "Go to the decision log" }).click();
  await page.waitForURL("**/crm/manager/decisions");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("garc");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  contented(page);
});
