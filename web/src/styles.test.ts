import { expect, test } from "vitest";

const PAGES = import.meta.glob<string>("./**/*.tsx", { query: "?raw", import: "default", eager: true });
const SHEETS = import.meta.glob<object>("./**/*.module.css", { import: "default", eager: true });

/** The styles a page calls by a name that its sheet lacks. */
function missing([path, page]: [string, string]): string[] {
  const sheets = [...page.matchAll(/import (\w+) from "(\.[^"]+\.module\.css)"/g)];
  return sheets.flatMap(([, name = "", at = ""]) => {
    const { pathname } = new URL(at, new URL(path, "file:///"));
    const sheet = SHEETS[`.${pathname}`] ?? {};
    const called = [...page.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, "g"))];
    return called.filter(([, style = ""]) => !(style in sheet)).map(([text]) => `${path}: ${text}`);
  });
}

test("what a page calls a style stands in its sheet", () => {
  expect(Object.entries(PAGES).flatMap(missing)).toEqual([]);
});
