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
  // A picture of something that still moves is no picture; what moves for ever is not waited for.
  await page.evaluate(() => {
    const moving = document.getAnimations().map(({ finished }) => finished.catch(() => undefined));
    return Promise.race([Promise.all(moving), new Promise((resolve) => setTimeout(resolve, 350))]);
  });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

export function contented(page) {
  assert.deepEqual(page.complaints, [], "the browser complains");
}

/** What came while the page was loaded has moved hardly anything that was there: a tenth is what browsers call good. */
export async function stoodStill(page, what) {
  const moved = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) sum += hadRecentInput ? 0 : value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
      }),
  );
  assert.ok(moved < 0.1, `${what} moves by ${moved.toFixed(3)} while it is loaded`);
}

/** Each scheme, language and size at least once. */
export const LOOKS = [
  { language: "en", scheme: "light" },
  { language: "fr", scheme: "light" },
  { language: "es", scheme: "dark" },
  { language: "en", scheme: "light", phone: true },
  { language: "fr", scheme: "dark", phone: true },
];

/** How a page of such looks is called, what it says, and how it is pictured. */
export function lookingLike(looks) {
  const name = [looks.language, looks.scheme, looks.phone && "phone"].filter(Boolean).join("-");
  const seen = async (page, what) => {
    await pictured(page, `${what}-${name}`);
    await passesAxe(page, what);
  };
  return { name, t: speaking(looks.language), seen };
}

/** The catalogue of a language: `t("draft", "title")`. */
function speaking(language) {
  return (file, key) => {
    const words = JSON.parse(readFileSync(new URL(`../src/words/${language}/${file}.json`, import.meta.url)));
    return key.split(".").reduce((tree, part) => tree[part], words);
  };
}
