import { expect, test } from "vitest";
import { readContent, sideOf } from "./said";

test("any content is read without harm", () => {
  for (const content of [null, undefined, 7, "text", [], { to: 3, messages: "none", durationSec: "long" }]) {
    expect(readContent(content)).toMatchObject({
      text: null,
      html: null,
      to: [],
      messages: [],
      seconds: null,
    });
  }
});

test("an email of one or several readers", () => {
  const said = readContent({
    subject: "Hi",
    bodyText: "There",
    to: "a@example.com",
    cc: ["b@example.com", 4],
  });
  expect(said).toMatchObject({ subject: "Hi", text: "There", to: ["a@example.com"], cc: ["b@example.com"] });
});

test("messages stand on the side of who wrote them", () => {
  const { messages } = readContent({
    messages: [
      { author: "customer", body: "Hello" },
      { author: { type: "agent", name: "Robin" }, body: "Good day" },
    ],
  });
  expect(messages.map(({ side, name, body }) => [side, name, body])).toEqual([
    ["theirs", null, "Hello"],
    ["ours", "Robin", "Good day"],
  ]);
  expect(sideOf("system")).toBe("system");
});
