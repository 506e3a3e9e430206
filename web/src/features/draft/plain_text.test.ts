import { expect, test } from "vitest";
import { plainText, type Written } from "./plain_text";

const words = (text: string): Written => ({ type: "text", text });
const paragraph = (...content: Written[]): Written => ({ type: "paragraph", content });
const item = (...content: Written[]): Written => ({ type: "listItem", content });

test("paragraphs stand apart, breaks stay, and nothing is nothing", () => {
  const doc = {
    content: [paragraph(words("Dear Ada,")), paragraph(words("one"), { type: "hardBreak" }, words("two"))],
  };
  expect(plainText(doc)).toBe("Dear Ada,\n\none\ntwo");
  expect(plainText({ content: [{ type: "paragraph" }] })).toBe("");
});

test("lists keep their signs, and what lies inside is set in", () => {
  const inner = { type: "bulletList", content: [item(paragraph(words("deep")))] };
  const list = {
    type: "orderedList",
    attrs: { start: 2 },
    content: [item(paragraph(words("first")), inner), item(paragraph(words("second")))],
  };
  expect(plainText({ content: [list] })).toBe("2. first\n   - deep\n3. second");
});

test("a link says where it leads, unless its words do", () => {
  const link = (text: string) => ({
    ...words(text),
    marks: [{ type: "link", attrs: { href: "https://a.example" } }],
  });
  expect(plainText({ content: [paragraph(link("here"))] })).toBe("here (https://a.example)");
  expect(plainText({ content: [paragraph(link("https://a.example"))] })).toBe("https://a.example");
});
