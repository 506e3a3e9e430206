import { after, afterEach, before, test } from "node:test";
import { contented, LOOKS, lookingLike } from "./looks.js";
import { aDesk, someWork } from "./parts.js";
import { openWorld } from "./world.js";

let world;
before(async () => {
  world = await openWorld();
  await someWork(world, await aDesk(world));
});
afterEach(() => world.forget());
after(() => world?.close());

for (const looks of LOOKS) {
  const { name, t, seen } = lookingLike(looks);
  test(`the history looks well: ${name}`, async () => {
    const page = await world.signedIn("manager", looks);
    await page.goto("/history");
    const rows = page.getByRole("table").getByRole("row");
    await rows.filter({ hasText: "Okafor" }).getByRole("link").first().waitFor();
    await seen(page, "history");
    await page.getByRole("button", { name: t("history", "filters.open"), exact: true }).click();
    await seen(page, "history-filters");
    await page.getByRole("button", { name: t("history", "filters.open"), exact: true }).click();
    await page.getByText(t("history", "period.today"), { exact: true }).click();
    await page.getByRole("button", { name: t("history", "period.show") }).waitFor();
    await seen(page, "history-period");
    await page.keyboard.press("Escape");
    await rows.filter({ hasText: "Okafor" }).getByRole("checkbox").check();
    await page
      .getByRole("button", { name: t("history", "export.open") })
      .last()
      .click();
    await page.getByRole("menuitem").first().waitFor();
    await seen(page, "history-export");
    await page.keyboard.press("Escape");
    await rows.filter({ hasText: "Okafor" }).getByRole("link").first().click();
    await page.getByRole("tab").first().waitFor();
    await seen(page, "history-detail");
    await page.getByRole("tab", { name: t("history", "detail.tab.card") }).click();
    await page.getByText("(518) 555-0143").last().waitFor();
    await seen(page, "history-card");
    await page.getByRole("button", { name: t("history", "detail.settings") }).click();
    await page.getByRole("menuitem").first().waitFor();
    await seen(page, "history-settings");
    contented(page);
  });
}
