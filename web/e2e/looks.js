// What every page has to pass: axe, no complaint of the browser, and a picture for a person to look at.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { SCREENSHOTS } from "./world.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function passesAxe(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: ["iframe"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("\n    ")}`,
  );
  assert.deepEqual(told, [], `${what} has serious findings`);
}

export async function pictured(page, name) {
  // A picture of something that still moves is no picture.
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

export function contented(page) {
  assert.deepEqual(page.complaints, [], "the browser complains");
}
