// Takes the figures of the web client in Debian's Chromium and prints them as JSON: `make bench` starts it on a store of
// a million interactions and holds them against their bars (bench/src/figures/web.rs).

import { openBrowser } from "../e2e/world.js";
import { at, daysAgo, openDesk, pause } from "./desk.js";

const COLD_STARTS = 5;
const OVERLAYS = 60;
const LIVE = 60;
const ROWS = 5_000;
/** Pixels of a row and of a card, of which 200 pass by in a second. */
const ROW = 40;
const CARD = 80;
const RATE = 200;
/** Turns of the wheel at most. */
const TURNS = 4;
/** Milliseconds after which a page that has been opened has asked for all it needs. */
const QUIET = 800;
/** Milliseconds after which an interaction that has not appeared never will. */
const PATIENCE = 10_000;
const PERIODS = [89, 30, 7, 89, 30, 7];

const ALL = [firstLoad, coldStart, filterChange, openOverlay, liveEvent, scrolling, cardScrolling, memory];
/** Those that are named, or all. */
const TAKEN = process.argv.length > 2 ? ALL.filter(({ name }) => process.argv.includes(name)) : ALL;

const desk = await openDesk();
try {
  const figures = {};
  for (const take of TAKEN) {
    const begun = Date.now();
    Object.assign(figures, await take());
    console.error(`  ${take.name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  if (process.env.SWITCHBOARD_BENCH_ALL) console.error(figures);
  console.log(JSON.stringify(figures));
} finally {
  await desk.close();
}

/** Compressed script that travels until somebody who comes for the first time has signed in and sees the first page. */
async function firstLoad() {
  const page = await desk.visit();
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const scripts = new Map();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.set(requestId, response.encodedDataLength);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    // What came with the response's head was the head.
    if (scripts.has(requestId)) bytes += encodedDataLength - scripts.get(requestId);
  });
  await page.goto("/");
  await desk.signIn(page);
  await page.getByRole("heading", { name: "Find a borrower" }).waitFor();
  await pause(QUIET);
  await page.context().close();
  return { firstLoadKb: bytes / 1024 };
}

/** The slowest of some browsers that start empty: from the press on "Sign in" until rows of the history are drawn. */
async function coldStart() {
  const times = [];
  for (let start = 0; start < COLD_STARTS; start += 1) {
    const browser = await openBrowser();
    const page = await desk.openedIn(browser);
    await page.goto("/history");
    await page.getByLabel("Email").waitFor();
    const shown = page.evaluate(() => bench.rowsFromHere());
    await desk.signIn(page);
    times.push(await shown);
    await browser.close();
  }
  return { signInMs: Math.max(...times), signIn: times };
}

/** From the press on a flow or a status beside the chart until the rows it leaves are drawn. */
async function filterChange() {
  const page = await desk.signedIn();
  const times = [];
  for (const days of PERIODS) {
    await page.goto(`/history?from=${daysAgo(days)}`);
    for (const division of ["Flow", "Status"]) {
      const figures = page.getByRole("region", { name: "Figures" });
      await figures.getByRole("radiogroup", { name: "Divide by" }).getByText(division).click();
      const buttons = figures.getByRole("group", { name: division }).getByRole("button");
      await buttons.nth(1).waitFor();
      const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
      for (const name of names) times.push(await oneFilter(page, figures, name, names.length, buttons));
    }
  }
  await page.context().close();
  return { filterMs: at(0.95, times), filterP50: at(0.5, times), filters: times };
}

async function oneFilter(page, figures, name, all, buttons) {
  const button = figures.getByRole("button", { name, exact: true });
  const shown = page.evaluate(() => bench.rowsAfterPress());
  await button.click();
  const time = await shown;
  await page.waitForFunction(() => document.querySelector("[aria-pressed=true]"));
  const back = page.evaluate(() => bench.rowsAfterPress());
  await figures.locator("[aria-pressed=true]").click();
  await back;
  while ((await buttons.count()) < all) await pause(20);
  // Whoever looks at what came does not press again at once.
  await pause(150);
  return time;
}

/** From the press on a card of the borrower until the overlay's content is drawn. */
async function openOverlay() {
  const page = await desk.signedIn();
  const times = [];
  const cards = page.getByRole("list", { name: "Interactions" }).getByRole("listitem");
  for (let person = 0; times.length < OVERLAYS; person += 1) {
    await page.goto(`/crm/borrowers/${desk.people[person]}`);
    await cards.first().waitFor();
    await pause(QUIET);
    const some = Math.min(6, await cards.count());
    for (let card = 0; card < some; card += 1) {
      const shown = page.evaluate(() => bench.overlayAfterPress());
      await cards.nth(card).getByRole("link").click();
      times.push(await shown);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
  }
  await page.context().close();
  return { overlayMs: at(0.95, times), overlayP50: at(0.5, times), overlays: times };
}

/** From the server's answer to a create, which follows its commit, until its row of the history is drawn. */
async function liveEvent() {
  const page = await onToday();
  const seen = await page.evaluateHandle(() => bench.watchRows());
  const made = [];
  for (let one = 0; one < LIVE; one += 1) {
    made.push(await desk.record());
    await pause(300 + Math.random() * 200);
  }
  let drawn = {};
  const isDrawn = ({ id }) => drawn[`/history/${id}`] > 0;
  for (const end = Date.now() + PATIENCE; Date.now() < end && !made.every(isDrawn); await pause(50)) {
    drawn = await seen.evaluate((of) => of());
  }
  await page.context().close();
  const missing = made.findIndex((one) => !isDrawn(one));
  if (missing >= 0) throw new Error(`interaction ${missing + 1} of ${LIVE} did not appear`);
  const times = made.map(({ id, answeredAt }) => drawn[`/history/${id}`] - answeredAt);
  return { liveMs: at(0.95, times), liveP50: at(0.5, times), lives: times };
}

/** 5,000 rows of the three months pass by, then as much of an empty table of the same size. */
async function scrolling() {
  const page = await desk.signedIn();
  await page.goto(`/history?from=${daysAgo(89)}`);
  await page.waitForFunction(() => bench.hasRows());
  await pause(QUIET);
  const rows = await scrolled(page, '[role="table"]', ROW);
  await page.evaluate(() => bench.empty());
  const empty = await scrolled(page, '[role="table"]:last-of-type', ROW);
  await page.context().close();
  return {
    longTaskMs: Math.max(0, ...rows.long),
    longTasks: rows.long,
    frameRate: rows.rate,
    emptyFrameRate: empty.rate,
  };
}

/** 5,000 cards of the borrower with whom most was spoken pass by. */
async function cardScrolling() {
  const page = await desk.signedIn();
  await page.goto(`/crm/borrowers/${desk.borrower}`);
  await page.getByRole("list", { name: "Interactions" }).getByRole("listitem").first().waitFor();
  await pause(QUIET);
  const cards = await scrolled(page, 'section[aria-label="Borrower and history"]', CARD);
  await page.context().close();
  return {
    cardsLongTaskMs: Math.max(0, ...cards.long),
    cardsLongTasks: cards.long,
    cardsFrameRate: cards.rate,
  };
}

/** Turns the wheel over what scrolls until so many lines of this height have passed by. */
async function scrolled(page, scroller, height) {
  const devtools = await page.context().newCDPSession(page);
  const box = await page.locator(scroller).boundingBox();
  const place = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height * 0.7) };
  const stop = await page.evaluateHandle(() => bench.watchFrames());
  const pixels = ROWS * height;
  const wheel = { ...place, speed: RATE * height, preventFling: true, gestureSourceType: "mouse" };
  let passed = 0;
  // A wheel that is turned while the page is busy loses some of its way.
  for (let turn = 0; turn < TURNS && passed < pixels * 0.99; turn += 1) {
    await devtools.send("Input.synthesizeScrollGesture", { ...wheel, yDistance: passed - pixels });
    passed = await page.locator(scroller).evaluate(({ scrollTop }) => scrollTop);
  }
  const told = await stop.evaluate((end) => end());
  if (passed < pixels * 0.99) throw new Error(`only ${passed} of ${pixels} pixels were scrolled`);
  return told;
}

/** What the heap of the page holds after 1,000 more events, its waste collected before each look. */
async function memory() {
  const page = await onToday();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  const used = async () => {
    await pause(QUIET);
    for (let round = 0; round < 3; round += 1) await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize / 1024 / 1024;
  };
  await events(200);
  const before = await used();
  await events(1_000);
  const after = await used();
  await page.context().close();
  return { heapGrowthMb: after - before, heapMb: after };
}

async function events(count) {
  for (let done = 0; done < count; done += 4) {
    await Promise.all([desk.record(), desk.record(), desk.record(), desk.record()]);
    await pause(20);
  }
}

async function onToday() {
  const page = await desk.signedIn();
  await page.goto("/history");
  await page.waitForFunction(() => bench.hasRows());
  await pause(QUIET);
  return page;
}
