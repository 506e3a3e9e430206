import { after, afterEach, before, test } from "node:test";
import { contented, LOOKS, lookingLike, stoodStill } from "./looks.js";
import { aCall, aLetter, inWorld, overlay, printed, speech } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let person;
let caseId;
let call;
let letter;
before(async () => {
  world = await openWorld();
  ({ person } = inWorld(world));
  caseId = await aCase();
  call = await aCall(world, "demo-4", speech(63));
  letter = await aLetter(world, "ada");
  await somethingForManagers();
});
afterEach(() => world.forget());
after(() => world?.close());

/** A case with all that can stand on its page. */
async function aCase() {
  const cases = "/people/ext-ada/cases";
  const { id } = await world.api("POST", cases, { caseType: "generic", name: "Hardship plan" });
  await world.api("PUT", `${cases}/${id}`, { status: "processing" });
  await world.api("PUT", `${cases}/${id}/do-not-interact`, {
    channels: ["voice", "text"],
    daysOfWeek: [1, 3],
    timesOfDay: [{ fromHour: 9, toHour: 17 }],
    contactLabels: ["work"],
    timezone: "America/New_York",
  });
  await world.api("POST", `${cases}/${id}/notes`, { content: "Papers are in.", pinned: true });
  await world.api("POST", `${cases}/${id}/notes`, { content: "Works nights until spring.", important: true });
  const [one] = await world.api("GET", "/people/ext-ada/interactions?limit=1");
  await world.api("PUT", `${cases}/${id}/interactions/${one.id}`);
  return id;
}

/** Unknown senders, a message that was blocked, and one the provider refused. */
async function somethingForManagers() {
  const base = { direction: "inbound", status: "succeeded", theme: "opsServicing" };
  await world.api("POST", "/interactions", {
    ...base,
    channel: "voice",
    content: {
      from: "+15185550143",
      fromName: "Ada Okafor",
      transcript: "Please call me back about my plan.",
    },
  });
  await world.api("POST", "/interactions", {
    ...base,
    channel: "email",
    content: { from: "someone@example.org", subject: "My loan", bodyText: "Which address do I write to?" },
  });
  const [channel] = (await world.api("GET", "/channels")).filter(({ kind }) => kind === "sandbox");
  const settings = { ...channel.settings, refuse: ["cleo@example.com"] };
  await world.api("PUT", `/channels/${channel.id}`, { settings });
  const free = { subject: "freeForm", theme: "opsServicing" };
  const content = { subject: "Hello", bodyText: "Your papers are here." };
  await world.api("POST", "/communicator/send", { ...free, personId: "ext-cleo", channel: "email", content });
  const text = { body: "Please call us. Reply STOP to opt out." };
  const blocked = { ...free, theme: "opsCollDebt", personId: "ext-bo", channel: "text", content: text };
  await world.api("POST", "/communicator/send", blocked).catch(() => undefined);
  await until(async () => {
    const [entry] = await world.api("GET", "/outbox?state=failed");
    return entry !== undefined;
  }, "nothing failed");
}

for (const looks of LOOKS) {
  const { name, t, seen } = lookingLike(looks);
  const quick = (page, at) =>
    page
      .getByRole("group", { name: t("borrower", "quick.label") })
      .getByRole("button")
      .nth(at)
      .click();
  const closed = async (page) => {
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "hidden" });
  };

  test(`signing in and finding somebody look well: ${name}`, async () => {
    const outside = await world.visit(looks);
    await outside.goto("/sign-in");
    await outside.getByRole("heading").first().waitFor();
    await seen(outside, "sign-in");
    const page = await world.signedIn("manager", looks);
    await page.goto("/crm");
    await page.getByRole("heading", { name: t("crm", "find.title") }).waitFor();
    await page.getByRole("listitem").first().waitFor();
    await seen(page, "crm");
    await page.getByRole("combobox").first().fill("garc");
    await page.getByRole("option").first().waitFor();
    await seen(page, "find");
    contented(page);
  });

  test(`the borrower's page and what lies over it look well: ${name}`, async () => {
    const page = await world.signedIn("manager", looks);
    await page.goto(`/crm/borrowers/${await person("ada")}`);
    const list = page.getByRole("list", { name: t("interactions", "title") });
    await list.getByRole("listitem").first().waitFor();
    await page.getByText(/CG-REGF-7IN7/).waitFor();
    await stoodStill(page, "the borrower's page");
    await seen(page, "borrower");
    await page.getByRole("button", { name: t("interactions", "more") }).click();
    await seen(page, "filters");
    await page.getByRole("button", { name: t("interactions", "more") }).click();
    await page.getByRole("button", { name: /CG-REGF-7IN7/ }).click();
    await overlay(page).getByText("7 calls").first().waitFor();
    await seen(page, "reach");
    await closed(page);
    await page.getByRole("button", { name: t("record", "add"), exact: true }).click();
    await page.getByRole("button", { name: t("record", "create") }).waitFor();
    await seen(page, "add");
    await page.getByRole("button", { name: t("record", "create") }).click();
    await overlay(page)
      .getByRole("button", { name: t("record", "save"), exact: true })
      .click();
    await overlay(page).getByText(t("record", "mistake.outcome")).waitFor();
    await seen(page, "external");
    await page.goto(`/crm/borrowers/${await person("demo-4")}?channel=chat`);
    await list.getByRole("link").first().click();
    await overlay(page).getByRole("tab").first().waitFor();
    await seen(page, "chat");
    await page.goto(`/crm/borrowers/${await person("demo-4")}/interactions/${call}`);
    await overlay(page).getByRole("slider").waitFor();
    await overlay(page).getByRole("slider").press("PageUp");
    await seen(page, "call");
    await page.goto(`/crm/borrowers/${await person("ada")}/interactions/${letter}`);
    await printed(overlay(page).getByTitle(t("interaction", "letter.title")));
    await seen(page, "letter");
    contented(page);
  });

  test(`the draft of each channel looks well: ${name}`, async () => {
    const page = await world.signedIn("manager", looks);
    await page.goto(`/crm/borrowers/${await person("bo")}`);
    await quick(page, 0);
    await overlay(page).getByRole("toolbar").waitFor();
    await overlay(page)
      .getByRole("textbox", { name: t("draft", "subject") })
      .fill("Your question");
    await overlay(page)
      .getByRole("textbox", { name: t("draft", "body") })
      .fill("The payment was booked.");
    await seen(page, "draft-email");
    await closed(page);
    await quick(page, 2);
    await overlay(page)
      .getByRole("combobox", { name: t("draft", "about") })
      .click({ force: true });
    await page.getByRole("option", { name: t("vocabulary", "Theme").opsCollDebt }).click();
    await overlay(page).getByRole("textbox").last().fill("Please call us. Reply STOP to opt out.");
    await overlay(page)
      .getByText(/CG-MA-2IN7/)
      .first()
      .waitFor();
    await seen(page, "draft-text");
    await closed(page);
    await quick(page, 1);
    await overlay(page)
      .getByRole("button", { name: t("draft", "logCall") })
      .waitFor();
    await seen(page, "draft-phone");
    await closed(page);
    await quick(page, 3);
    await overlay(page)
      .getByRole("combobox", { name: t("draft", "template") })
      .click({ force: true });
    await page.getByRole("option").first().click();
    await overlay(page).getByRole("textbox", { name: "dueDate" }).fill("2026-10-01");
    await overlay(page).getByRole("textbox", { name: "amountDue" }).fill("99");
    await overlay(page)
      .getByRole("combobox", { name: t("draft", "loan") })
      .click({ force: true });
    await page.getByRole("option").first().click();
    await overlay(page).locator("iframe").waitFor();
    await seen(page, "draft-mail");
    contented(page);
  });

  test(`a case looks well: ${name}`, async () => {
    const page = await world.signedIn("manager", looks);
    await page.goto(`/crm/borrowers/${await person("ada")}/cases/${caseId}`);
    await page.getByRole("heading", { name: "Hardship plan" }).waitFor();
    await page.getByText("Works nights until spring.").waitFor();
    await seen(page, "case");
    await page.getByRole("button", { name: t("case", "closed.edit"), exact: true }).click();
    await page.getByRole("form", { name: t("case", "closed.title") }).scrollIntoViewIfNeeded();
    await seen(page, "do-not-interact");
    contented(page);
  });

  test(`the manager's pages look well: ${name}`, async () => {
    const page = await world.signedIn("manager", looks);
    const places = [
      ["unassociated-interactions", "unassociated"],
      ["blocked-interactions", "blocked"],
      ["failed-sends", "failed"],
      ["rules", "rules"],
      ["decisions", "decisions"],
    ];
    for (const [place, words] of places) {
      await page.goto(`/crm/manager/${place}`);
      const rows = page.getByRole("list", { name: t("manager", `place.${words}`) });
      await rows.getByRole("listitem").first().waitFor();
      if (words === "unassociated") await rows.getByRole("checkbox").first().check();
      if (words === "rules") await rows.getByRole("button").nth(2).click();
      if (words === "decisions" || words === "blocked") {
        await rows
          .getByRole("button", { name: t("manager", "explain") })
          .first()
          .click();
      }
      await seen(page, `manager-${words}`);
    }
    const agent = await world.signedIn("agent", looks);
    await agent.goto("/crm/manager/unassociated-interactions");
    await agent.getByText(t("shell", "states.forbidden")).waitFor();
    await seen(agent, "manager-forbidden");
    contented(page);
  });
}
