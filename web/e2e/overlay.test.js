import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import {
  aCall,
  aLetter,
  cards,
  choose,
  chooseByKey,
  enter,
  inWorld,
  overlay,
  printed,
  speech,
  tabTo,
} from "./parts.js";
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

async function opened(page, externalId, id) {
  await page.goto(`/crm/borrowers/${await person(externalId)}/interactions/${id}`);
  await overlay(page).getByRole("tab", { name: "Details" }).waitFor();
}

/** How many places of the picture have been drawn on. */
const ink = (slider) =>
  slider.locator("canvas").evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  });

test("a recording is drawn, played, and sought in by mouse and by keyboard", async () => {
  const id = await aCall(world, "demo-4", speech(20));
  const page = await world.signedIn("agent");
  await opened(page, "demo-4", id);
  const player = overlay(page).getByRole("group", { name: "Recording" });
  const slider = player.getByRole("slider", { name: "Position in the recording" });
  await slider.waitFor();
  assert.equal(await slider.getAttribute("aria-valuetext"), "0:00 of 0:20");
  await until(async () => (await ink(slider)) > 1_000, "nothing is drawn");
  const { x, y, width, height } = await slider.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await until(
    async () => (await slider.getAttribute("aria-valuetext")) === "0:10 of 0:20",
    "a press does not seek",
  );
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 4, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await until(async () => (await slider.getAttribute("aria-valuenow")) === "5", "a drag does not seek");
  await slider.press("ArrowRight");
  await until(async () => (await slider.getAttribute("aria-valuenow")) === "10", "a key does not seek");
  await slider.press("Home");
  const sound = overlay(page).locator("audio");
  await until(() => sound.evaluate((audio) => audio.currentTime === 0), "it does not go back");
  await player.getByRole("button", { name: "Play" }).press("Enter");
  await until(() => sound.evaluate((audio) => audio.currentTime > 0.2), "it does not play");
  await player.getByRole("button", { name: "Pause" }).click();
  await player.getByRole("button", { name: "Speed: 1" }).press("Enter");
  assert.equal(await sound.evaluate((audio) => audio.playbackRate), 1.25);
  await overlay(page).getByText("Hello there.").waitFor();
  contented(page);
});

test("what cannot be drawn is played all the same, and nothing is said of it", async () => {
  const id = await aCall(world, "demo-4", speech(2));
  const page = await world.signedIn("agent");
  await page.addInitScript(() => {
    OfflineAudioContext.prototype.decodeAudioData = () => Promise.reject(new Error("cannot"));
  });
  await opened(page, "demo-4", id);
  const sound = overlay(page).locator("audio[controls]");
  await until(() => sound.evaluate((audio) => audio.duration > 1.9), "the recording does not load");
  await sound.evaluate((audio) => {
    audio.currentTime = 1;
  });
  await until(
    () => sound.evaluate((audio) => !audio.seeking && audio.currentTime === 1),
    "it cannot be sought in",
  );
  assert.equal(await overlay(page).getByRole("slider").count(), 0);
  assert.equal(await overlay(page).getByRole("alert").count(), 0);
  contented(page);
});

test("a recording that no browser understands is asked for once, and no error stands there", async () => {
  const wav = speech(2);
  // A format that nobody has registered.
  wav.writeUInt16LE(0x7777, 20);
  const id = await aCall(world, "demo-4", wav);
  const page = await world.signedIn("agent");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("recording-content")) asked += 1;
  });
  await opened(page, "demo-4", id);
  const sound = overlay(page).locator("audio[controls]");
  await until(() => sound.evaluate((audio) => audio.error !== null), "it plays");
  await overlay(page).getByText("Hello there.").waitFor();
  assert.equal(await overlay(page).getByRole("slider").count(), 0);
  assert.equal(await overlay(page).getByRole("alert").count(), 0);
  assert.equal(asked, 1);
});

test("a letter is seen as it was printed, opened and downloaded, by mouse and by keyboard", async () => {
  const id = await aLetter(world, "ada");
  const page = await world.signedIn("agent");
  await opened(page, "ada", id);
  await printed(overlay(page).getByTitle("Letter as PDF"));
  await overlay(page)
    .getByText(/^PDF, \d+ KB$/)
    .waitFor();
  const download = overlay(page).getByRole("link", { name: "Download" });
  const [saved] = await Promise.all([page.waitForEvent("download"), download.click()]);
  assert.equal(saved.suggestedFilename(), `${id}.pdf`);
  assert.equal((await readFile(await saved.path(), "latin1")).slice(0, 5), "%PDF-");
  const open = overlay(page).getByRole("link", { name: "Open the letter" });
  const [letter] = await Promise.all([page.context().waitForEvent("page"), open.press("Enter")]);
  await until(() => letter.url().endsWith(`/api/interactions/${id}/letter`), "the letter is not opened");
  await overlay(page).getByText("To: 1 Eagle St, Albany, NY 12207").waitFor();
  await letter.close();
  const [byKey] = await Promise.all([page.waitForEvent("download"), download.press("Enter")]);
  assert.equal(byKey.suggestedFilename(), `${id}.pdf`);
  const [byMouse] = await Promise.all([page.context().waitForEvent("page"), open.click()]);
  await byMouse.close();
  contented(page);
});

test("where the browser shows no letters, it is read as words, opened and downloaded all the same", async () => {
  const id = await aLetter(world, "ada");
  const page = await world.signedIn("agent");
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "pdfViewerEnabled", { value: false });
  });
  await opened(page, "ada", id);
  await overlay(page).getByRole("link", { name: "Open the letter" }).waitFor();
  await overlay(page).getByRole("link", { name: "Download" }).waitFor();
  await overlay(page)
    .getByText(/do one of the following within ten days/)
    .waitFor();
  assert.equal(await overlay(page).getByTitle("Letter as PDF").count(), 0);
  contented(page);
});

test("a letter that was not printed here is its words alone", async () => {
  const { id } = await record("ada", {
    channel: "mail",
    content: { bodyText: "Dear lender, I have moved." },
  });
  const page = await world.signedIn("agent");
  await opened(page, "ada", id);
  await overlay(page).getByText("Dear lender, I have moved.").waitFor();
  assert.equal(await overlay(page).getByRole("link", { name: "Download" }).count(), 0);
  assert.equal(await overlay(page).getByRole("alert").count(), 0);
  contented(page);
});

test("a conversation is told in bubbles, and what it continues is reached by keyboard and by mouse", async () => {
  const first = await record("demo-4", {
    channel: "chat",
    content: {
      messages: [
        { author: "borrower", body: "Are you open?" },
        { author: "agent", body: "Until six." },
      ],
    },
  });
  const { id } = await record("demo-4", {
    channel: "text",
    previousInteractionId: first.id,
    content: { body: "Thanks!" },
  });
  const page = await world.signedIn("agent");
  await opened(page, "demo-4", id);
  await overlay(page).getByText("Thanks!").waitFor();
  const chain = overlay(page).locator("section", { has: page.getByRole("heading", { name: "Continues" }) });
  await chain.getByRole("link", { name: /Chat/ }).press("Enter");
  const said = overlay(page).getByRole("list", { name: "Conversation" }).getByRole("listitem");
  await said.filter({ hasText: "Are you open?" }).waitFor();
  assert.deepEqual(await said.evaluateAll((lines) => lines.map((line) => line.dataset.side)), [
    "theirs",
    "ours",
  ]);
  await page.keyboard.press("Escape");
  await overlay(page).waitFor({ state: "hidden" });
  await cards(page).filter({ hasText: "Thanks!" }).getByRole("link").click();
  await chain.getByRole("link", { name: /Chat/ }).click();
  await said.filter({ hasText: "Until six." }).waitFor();
  assert.equal(await chain.count(), 0);
  contented(page);
});

test("a case is linked and unlinked, by mouse and by keyboard", async () => {
  const made = await world.api("POST", "/people/ext-demo-6/cases", { caseType: "generic", name: "Late fee" });
  const { id } = await record("demo-6", { content: { subject: "A fee", bodyText: "Why is there a fee?" } });
  const linked = () => world.api("GET", `/people/ext-demo-6/interactions/${id}/cases`);
  const page = await world.signedIn("agent");
  // Which are linked is told late: somebody who is quicker links one all the same.
  const late = async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  };
  await page.route(`**/interactions/${id}/cases`, late, { times: 1 });
  await opened(page, "demo-6", id);
  await choose(page, overlay(page), "Link a case…", /^Late fee/);
  const unlink = overlay(page).getByRole("button", { name: "Unlink Late fee" });
  await until(() => unlink.isEnabled(), "it cannot be unlinked");
  assert.equal((await linked())[0].id, made.id);
  await unlink.press("Enter");
  await overlay(page).getByText("None linked").waitFor();
  assert.deepEqual(await linked(), []);
  await chooseByKey(page, overlay(page), "Link a case…", `Late fee · ${made.id}`);
  await until(() => unlink.isEnabled(), "it cannot be unlinked");
  assert.equal((await linked())[0].id, made.id);
  await unlink.click();
  await overlay(page).getByText("None linked").waitFor();
  assert.deepEqual(await linked(), []);
  contented(page);
});

test("the tabs tell of the details with their times, of notes, of events and of the guard, by keyboard and by mouse", async () => {
  const { interactionId } = await world.api("POST", "/communicator/send", {
    personId: "ext-cleo",
    channel: "email",
    subject: "freeForm",
    theme: "opsServicing",
    content: { subject: "Hello", bodyText: "Your papers are here." },
  });
  const page = await world.signedIn("manager");
  await opened(page, "cleo", interactionId);
  const row = (name) => overlay(page).locator("dl > div").filter({ hasText: name });
  await row("Status").locator("time").first().waitFor();
  const tab = (name) => overlay(page).getByRole("tab", { name });
  const note = (text) => overlay(page).getByRole("listitem").filter({ hasText: text });
  const field = overlay(page).getByRole("textbox", { name: "Write a note…" });
  const save = overlay(page).getByRole("button", { name: "Save the note" });
  const recorded = overlay(page).getByText("Recorded", { exact: true });
  const decided = overlay(page)
    .getByText(/^Rulebook .* · CD-/)
    .first();
  await tabTo(page, tab("Details"));
  await page.keyboard.press("ArrowRight");
  await tabTo(page, field);
  await page.keyboard.type("Asked for by phone");
  await enter(page, save);
  await note("Asked for by phone").waitFor();
  await tab("Notes").focus();
  await page.keyboard.press("ArrowRight");
  await recorded.waitFor();
  await page.keyboard.press("ArrowRight");
  await decided.waitFor();
  assert.equal(await recorded.count(), 0);

  await tab("Details").click();
  await row("Status").locator("time").first().waitFor();
  await tab("Notes").click();
  await field.fill("Asked for again");
  await save.click();
  await note("Asked for again").waitFor();
  await tab("Timeline").click();
  await recorded.waitFor();
  await tab("Compliance Guard").click();
  await decided.waitFor();
  contented(page);

  const agent = await world.signedIn("agent");
  await opened(agent, "cleo", interactionId);
  await overlay(agent).getByRole("tab", { name: "Compliance Guard" }).click();
  await overlay(agent)
    .getByText(/^Rulebook .* · CD-/)
    .first()
    .waitFor();
  contented(agent);
});
