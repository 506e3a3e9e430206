import { expect, test } from "vitest";
import { COLUMNS, moved, readLayout, resized, shown, stepped, widthOf } from "./layout";

const first = readLayout(null);

test("a browser that has kept nothing shows every column of the document", () => {
  expect(first).toEqual({ order: COLUMNS, hidden: [], widths: {} });
});

test("what was kept is read again, and what is strange in it is left out", () => {
  const kept = {
    order: ["queue", "nonsense", "flow", "queue"],
    hidden: ["campaign"],
    widths: { flow: 5, x: 1 },
  };
  const layout = readLayout(JSON.stringify(kept));
  expect(layout.order.slice(0, 3)).toEqual(["queue", "flow", "startedAt"]);
  expect([...layout.order].sort()).toEqual([...COLUMNS].sort());
  expect(layout.hidden).toEqual(["campaign"]);
  expect(layout.widths).toEqual({ flow: 64 });
  expect(readLayout("{broken")).toEqual(first);
  expect(readLayout(JSON.stringify({ hidden: COLUMNS })).hidden).toHaveLength(COLUMNS.length - 1);
});

test("a column goes where another one is", () => {
  const second = COLUMNS[1];
  expect(moved(first, "queue", "startedAt").order.slice(0, 3)).toEqual(["queue", "startedAt", second]);
  expect(moved(first, "startedAt", "handlingStatus").order.slice(0, 3)).toEqual([
    second,
    "handlingStatus",
    "startedAt",
  ]);
});

test("a step passes over hidden columns, and ends at the edge", () => {
  const layout = shown(first, "flow", false);
  expect(stepped(layout, "startedAt", 1).order.slice(0, 3)).toEqual(["flow", "handlingStatus", "startedAt"]);
  expect(stepped(layout, "startedAt", -1)).toBe(layout);
});

test("the last column cannot be hidden", () => {
  const all = COLUMNS.reduce((layout, id) => shown(layout, id, false), first);
  expect(all.hidden).toHaveLength(COLUMNS.length - 1);
  expect(shown(all, "flow", true).hidden).not.toContain("flow");
});

test("widths stay within reason", () => {
  expect(widthOf(resized(first, "flow", 9_999), "flow")).toBe(600);
  expect(widthOf(first, "customerAddress")).toBe(236);
});
