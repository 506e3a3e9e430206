import { after, afterEach, before, test } from "node:test";
import { contented, LOOKS, lookingLike, stoodStill } from "./looks.js";
import { aDesk, overlay, someButtons, someRecords, someWork } from "./parts.js";
import { openWorld } from "./world.js";

let world;
before(async () => {
  world = await openWorld();
  const desk = await aDesk(world);
  const { adasCall } = await someWork(world, desk);
  await someRecords(world, adasCall);
  // Nothing listens there: what cannot be reached looks well too.
  await someButtons(world, desk.profileId, "http://127.0.0.1:9/");
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
    await stoodStill(page, "the history");
    await seen(page, "history");
    await page.getByRole("button", { name: t("history", "filters.open"), exact: true }).click();
    await seen(page, "history-filters");
    await page.getByRole("button", { name: t("history", "filters.open"), exact: true }).click();
    await page.getByRole("button", { name: t("history", "views.open"), exact: true }).click();
    await page.getByRole("menuitem", { name: t("history", "views.saveAs") }).click();
    await overlay(page)
      .getByRole("textbox")
      .first()
      .fill(`${t("history", "title")} ${name}`);
    await seen(page, "history-view");
    await overlay(page)
      .getByRole("button", { name: t("history", "views.save"), exact: true })
      .click();
    await page.getByRole("button", { name: `${t("history", "title")} ${name}` }).click();
    await page.getByRole("menuitem", { name: t("history", "views.delete") }).waitFor();
    await seen(page, "history-views");
    await page.keyboard.press("Escape");
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
    for (const [tab, words] of [
      ["qualifications", "Promise to pay"],
      ["surveyAnswers", "Very well"],
      ["invoices", "2026-0042"],
    ]) {
      await page.getByRole("tab", { name: t("history", `detail.tab.${tab}`) }).click();
      await page.getByText(words).waitFor();
      await seen(page, `history-${tab}`);
    }
    await page.getByRole("button", { name: "Make a ticket" }).click();
    await page.getByRole("alert").getByText("Make a ticket").waitFor();
    await seen(page, "history-button");
    await page.getByRole("button", { name: t("history", "detail.settings") }).click();
    await page.getByRole("menuitem").first().waitFor();
    await seen(page, "history-settings");
    await page.getByRole("menuitem").first().click();
    await overlay(page).getByRole("textbox").first().fill("1,234");
    await overlay(page).getByText(t("history", "payment.noAmount")).waitFor();
    await seen(page, "history-payment");
    contented(page);
  });
}
