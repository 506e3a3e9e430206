import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { contented } from "./looks.js";
import { cards, choose, chooseByKey, enter, held, inWorld, overlay, tabTo } from "./parts.js";
import { openWorld, until } from "./world.js";

let world;
let newest;
before(async () => {
  world = await openWorld();
  ({ newest } = inWorld(world));
});
afterEach(() => world.forget());
after(() => world?.close());

const message = (page) => overlay(page).getByRole("textbox", { name: "Message" });
const send = (page) => overlay(page).getByRole("button", { name: "Send", exact: true });

async function draft(page, externalId, button, byKey = false) {
  await page.goto(`/crm/borrowers/ext-${externalId}`);
  const way = page.getByRole("button", { name: button, exact: true });
  if (byKey) await enter(page, way);
  else await way.click();
  await overlay(page)
    .getByText(/Compliance Guard:/)
    .first()
    .waitFor();
}

test("what time alone puts off cannot be sent now, and is sent then", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "bo", "Write a text");
  await choose(page, overlay(page), "Reason", "Collections: debt");
  await message(page).fill("Your payment is late, please call us. Reply STOP to end texts.");
  await overlay(page)
    .getByText(/Compliance Guard:\s*From .*CG-MA-2IN7/)
    .waitFor();
  await overlay(page).getByText("Segments: 1").waitFor();
  assert.equal(await send(page).isDisabled(), true);
  await overlay(page)
    .getByRole("button", { name: /^Send then: / })
    .click();
  await overlay(page)
    .getByText(/^It goes out: /)
    .waitFor();
  assert.equal(await message(page).inputValue(), "");
  await page.keyboard.press("Escape");
  const card = cards(page).filter({ hasText: "Your payment is late" }).first();
  await card.getByText("Scheduled").waitFor();
  const { scheduledAtFrom } = await newest("bo", "status=scheduled");
  assert.ok(Date.parse(scheduledAtFrom) > Date.now(), "it is not put off");
  contented(page);
});

test("by keyboard alone a text is put off until it may go", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "bo", "Write a text", true);
  await chooseByKey(page, overlay(page), "Reason", "Collections: debt");
  await tabTo(page, message(page));
  await page.keyboard.type("Please call us about your payment. Reply STOP to end texts.");
  const then = overlay(page).getByRole("button", { name: /^Send then: / });
  await then.waitFor();
  assert.equal(await send(page).isDisabled(), true);
  await enter(page, then);
  await overlay(page)
    .getByText(/^It goes out: /)
    .waitFor();
  contented(page);
});

const MAY = { name: "May.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\nMay") };
const RUN = { name: "run.sh", mimeType: "text/plain", buffer: Buffer.from("#!/bin/sh\n") };

async function attached(id) {
  return (await world.api("GET", `/interactions/${id}/attachments`)).map(({ name }) => name);
}

test("an email with marks, copies and a file is written by keyboard alone, survives a reload, and goes", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "cleo", "Write an email", true);
  await enter(page, overlay(page).getByRole("button", { name: "Cc / Bcc" }));
  await tabTo(page, overlay(page).getByLabel("Cc", { exact: true }));
  await page.keyboard.type("branch@example.com,");
  await tabTo(page, overlay(page).getByRole("textbox", { name: "Subject" }));
  await page.keyboard.type("Your question");
  await tabTo(page, message(page));
  await page.keyboard.type("It was booked on ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("Monday");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- first");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second");
  const attach = overlay(page).getByRole("button", { name: "Attach files" });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), enter(page, attach)]);
  await chooser.setFiles([MAY, RUN]);
  await overlay(page)
    .getByText(/run\.sh: names a program/)
    .waitFor();
  await overlay(page).getByText("May.pdf").waitFor();

  await page.reload();
  await enter(page, page.getByRole("button", { name: "Write an email" }));
  await message(page).getByText("Monday").waitFor();
  assert.equal(await message(page).locator("strong").textContent(), "Monday");
  await overlay(page).getByText("May.pdf").waitFor();
  await enter(page, send(page));
  await overlay(page).getByText("Handed over for sending.").waitFor();
  assert.equal((await message(page).textContent()).trim(), "");
  await page.keyboard.press("Escape");
  await cards(page).filter({ hasText: "It was booked on Monday" }).first().waitFor();

  const { id, content } = await newest("cleo", "channel=email&direction=outbound");
  assert.match(content.bodyHtml, /<strong>Monday<\/strong>/);
  assert.match(content.bodyText, /It was booked on Monday\n\n- first\n- second/);
  assert.deepEqual(content.cc, ["branch@example.com"]);
  assert.deepEqual(await attached(id), ["May.pdf"]);
  contented(page);
});

test("an email with marks, a link, copies and a file is written by mouse, and no other draft has its words", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "cleo", "Write an email");
  const tool = (name) => overlay(page).getByRole("toolbar").getByRole("button", { name, exact: true });
  await overlay(page).getByRole("button", { name: "Cc / Bcc" }).click();
  await overlay(page).getByLabel("Bcc", { exact: true }).fill("audit@example.com");
  await overlay(page).getByRole("textbox", { name: "Subject" }).fill("Your statement");
  await message(page).click();
  await page.keyboard.type("It is ready on ");
  await tool("Bold").click();
  await page.keyboard.type("Friday");
  await tool("Bold").click();
  await page.keyboard.type(": ");
  await tool("Link").click();
  await overlay(page).getByRole("textbox", { name: "Address of the link" }).fill("example.com/may");
  await overlay(page).getByRole("button", { name: "Set the link" }).click();
  for (const file of [MAY, { ...MAY, name: "June.pdf" }]) {
    const attach = overlay(page).getByRole("button", { name: "Attach files" });
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), attach.click()]);
    await chooser.setFiles(file);
    await overlay(page).getByText(file.name).waitFor();
  }
  await overlay(page).getByRole("button", { name: "Take May.pdf off" }).click();
  await overlay(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Write a text" }).click();
  assert.equal(await message(page).inputValue(), "");
  await overlay(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Write an email" }).click();
  await message(page).getByText("Friday").waitFor();
  let asked;
  await page.route("**/communicator/send", (route) => {
    asked = route.request().postDataJSON();
    return route.continue();
  });
  await send(page).click();
  await overlay(page).getByText("Handed over for sending.").waitFor();
  assert.deepEqual(asked.content.bcc, ["audit@example.com"]);
  const { id, content } = await newest("cleo", "channel=email&direction=outbound");
  assert.match(content.bodyHtml, /<strong>Friday<\/strong>: <a href="https:\/\/example\.com\/may">/);
  assert.ok(!JSON.stringify(content).includes("audit@example.com"), "who reads in secret is on record");
  assert.deepEqual(await attached(id), ["June.pdf"]);
  contented(page);
});

test("what is pasted is cut down to what an email may hold", async () => {
  const page = await world.signedIn("agent");
  const dialogs = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await draft(page, "cleo", "Write an email");
  await message(page).evaluate((field) => {
    const data = new DataTransfer();
    const html = `<p onclick="alert(1)">Pasted <img src="x" onerror="alert(2)"><a href="javascript:alert(3)">link</a><script>alert(4)</script></p>`;
    data.setData("text/html", html);
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await message(page).getByText("Pasted link").waitFor();
  assert.equal(await message(page).locator("img, script, a, [onclick]").count(), 0);
  assert.deepEqual(dialogs, []);
});

test("a template asks for what it lacks, shows what it will say, and goes as a text", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "cleo", "Write a text");
  await choose(page, overlay(page), "Template", "Payment reminder · en");
  await overlay(page).getByText("The template lacks something.").waitFor();
  assert.equal(await send(page).isDisabled(), true);
  await overlay(page).getByRole("textbox", { name: "amountDue" }).fill("120.50");
  await overlay(page).getByRole("textbox", { name: "dueDate" }).fill("2026-12-01");
  const preview = overlay(page).getByRole("region", { name: "Preview" });
  await preview.getByText(/your payment of \$120\.50 is due December 1/).waitFor();
  await preview.getByText(/^Segments: 1/).waitFor();
  await send(page).click();
  await overlay(page).getByText("Handed over for sending.").waitFor();
  const { content, subject } = await newest("cleo", "channel=text&direction=outbound");
  assert.equal(subject, "paymentDueDateReminder");
  assert.match(content.body, /\$120\.50/);
  contented(page);
});

test("a letter is chosen, shown, saved as PDF and sent", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "ada", "Letter");
  await overlay(page).getByText("Choose a template first.").waitFor();
  await choose(page, overlay(page), "Template", /Second notice/);
  const field = (name) => overlay(page).getByRole("textbox", { name });
  await field("dueDate").fill("2026-10-01");
  await field("amountDue").fill("99");
  await overlay(page).getByText("The template is about a loan").waitFor();
  await overlay(page).getByRole("combobox", { name: "Loan" }).click({ force: true });
  await page.getByRole("option").first().click();
  const letter = overlay(page).frameLocator("iframe");
  await letter.getByText("Second notice: your payment is overdue").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    overlay(page).getByRole("button", { name: "Save as PDF" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  await send(page).click();
  await overlay(page).getByText("Handed over for sending.").waitFor();
  assert.equal((await newest("ada", "channel=mail")).subject, "loanOverdueSecondNotice");
  contented(page);
});

test("a call is noted as attempted before it is made, and its outcome after", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "cleo", "Phone");
  await overlay(page).getByRole("button", { name: "Log the call" }).click();
  await overlay(page).getByText("The attempt is on record.").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Phone", exact: true }).click();
  await choose(page, overlay(page), "Outcome of the call", "Spoke with the borrower");
  await overlay(page).getByRole("button", { name: "Save the outcome" }).click();
  await overlay(page).getByRole("button", { name: "Log the call" }).waitFor();
  await until(async () => {
    const { status, agentOutcome, direction } = await newest("cleo", "channel=voice");
    return status === "succeeded" && agentOutcome === "voiceSpokeWithFirstParty" && direction === "outbound";
  }, "the outcome is not on record");
  contented(page);
});

test("where a rule forbids the call, it is not logged and the reason stands there", async () => {
  const page = await world.signedIn("agent");
  await draft(page, "ada", "Phone");
  await choose(page, overlay(page), "Reason", "Collections: debt");
  await overlay(page)
    .getByText(/Compliance Guard:\s*From .*CG-REGF-7IN7/)
    .waitFor();
  assert.equal(await overlay(page).getByRole("button", { name: "Log the call" }).isDisabled(), true);
});

test("what a template asks for stays under the fingers when the page asks for everything again", async () => {
  const page = await world.signedIn("agent");
  // Where the page holds the line itself, it can be kept waiting.
  await page.addInitScript(() => {
    delete window.SharedWorker;
  });
  const begin = await held(page, "**/api/events/stream*");
  await draft(page, "cleo", "Write a text");
  await choose(page, overlay(page), "Template", "Payment reminder · en");
  const amount = overlay(page).getByRole("textbox", { name: "amountDue" });
  await amount.focus();
  begin();
  await page.getByText("Live", { exact: true }).waitFor();
  await page.keyboard.type("75.25", { delay: 60 });
  assert.equal(await amount.inputValue(), "75.25");
  contented(page);
});

test("by keyboard alone a template is filled in and goes as a text and as a letter, and a call is noted", async () => {
  const page = await world.signedIn("agent");
  const type = async (name, words) => {
    const field = overlay(page).getByRole("textbox", { name });
    await tabTo(page, field);
    await page.keyboard.type(words);
    assert.equal(await field.inputValue(), words);
  };
  const sent = async () => {
    await enter(page, send(page));
    await overlay(page).getByText("Handed over for sending.").waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "hidden" });
  };
  await draft(page, "cleo", "Write a text", true);
  await chooseByKey(page, overlay(page), "Template", "Payment reminder · en");
  await type("amountDue", "75.25");
  await type("dueDate", "2026-12-24");
  const preview = overlay(page).getByRole("region", { name: "Preview" });
  await preview.getByText(/your payment of \$75\.25 is due December 24/).waitFor();
  await sent();
  assert.match((await newest("cleo", "channel=text&direction=outbound")).content.body, /\$75\.25/);

  await enter(page, page.getByRole("button", { name: "Letter" }));
  await chooseByKey(page, overlay(page), "Template", /Second notice/);
  await type("dueDate", "2026-10-01");
  await type("amountDue", "99");
  await overlay(page).getByText("The template is about a loan").waitFor();
  assert.equal(await send(page).isDisabled(), true);
  await chooseByKey(page, overlay(page), "Loan", /loan/i);
  await overlay(page).frameLocator("iframe").getByText("Second notice: your payment is overdue").waitFor();
  await sent();
  assert.equal((await newest("cleo", "channel=mail")).subject, "loanOverdueSecondNotice");

  await enter(page, page.getByRole("button", { name: "Phone", exact: true }));
  await enter(page, overlay(page).getByRole("button", { name: "Log the call" }));
  await chooseByKey(page, overlay(page), "Outcome of the call", "Spoke with the borrower");
  await enter(page, overlay(page).getByRole("button", { name: "Save the outcome" }));
  await overlay(page).getByRole("button", { name: "Log the call" }).waitFor();
  const { agentOutcome, direction } = await newest("cleo", "channel=voice");
  assert.deepEqual([agentOutcome, direction], ["voiceSpokeWithFirstParty", "outbound"]);
  contented(page);
});
