import { expect, test } from "vitest";
import document from "../../openapi.json";
import { catalogue as en } from "./en/catalogue";
import { pages as enPages } from "./en/pages";
import { catalogue as es } from "./es/catalogue";
import { pages as esPages } from "./es/pages";
import { catalogue as fr } from "./fr/catalogue";
import { pages as frPages } from "./fr/pages";

const ALL: [string, object][] = [
  ["en", { ...en, ...enPages }],
  ["fr", { ...fr, ...frPages }],
  ["es", { ...es, ...esPages }],
];

/** The words of a tree by their paths; ids of permissions hold dots, so a path is a list. */
function words(tree: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([name, below]: [string, unknown]) =>
    typeof below === "object" && below !== null
      ? words(below, [...path, name])
      : [[[...path, name].join(" › "), String(below)] as [string, string]],
  );
}

test.each(ALL)("%s has every word and no empty one", (_, tree) => {
  const own = words(tree);
  expect(own.map(([path]) => path).sort()).toEqual(
    words({ ...en, ...enPages })
      .map(([path]) => path)
      .sort(),
  );
  expect(own.filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each(ALL)("%s fills in the same names as English", (_, tree) => {
  const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  const english = new Map(words({ ...en, ...enPages }));
  const wrong = words(tree).filter(
    ([path, text]) => `${places(text)}` !== `${places(english.get(path) ?? "")}`,
  );
  expect(wrong).toEqual([]);
});

const schemas = Object.entries(document.components.schemas as Record<string, { enum?: string[] }>);
const vocabularies = schemas.flatMap(([name, { enum: values }]) => (values ? [[name, values] as const] : []));

test.each(ALL)("%s has a label for each word of each vocabulary of the API", (_, tree) => {
  const labels = (tree as typeof en).vocabulary as Record<string, Record<string, string>>;
  expect(vocabularies.length).toBeGreaterThan(30);
  const missing = vocabularies.flatMap(([name, values]) =>
    values.filter((value) => !labels[name]?.[value]).map((value) => `${name}.${value}`),
  );
  expect(missing).toEqual([]);
});
