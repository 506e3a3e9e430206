import { expect, test } from "vitest";
import { lackOf, nested } from "./template";

test("paths become objects, and what is empty is not said", () => {
  expect(nested({ amountDue: " 12 ", "loan.dueDate": "2026-03-01", "loan.rest": "3", note: " " })).toEqual({
    amountDue: "12",
    loan: { dueDate: "2026-03-01", rest: "3" },
  });
});

test("nothing is written into the ground all objects stand on", () => {
  nested({ "__proto__.taken": "yes" });
  expect(({} as Record<string, unknown>).taken).toBeUndefined();
});

test("what a template lacks is a value to be typed or a record to be chosen", () => {
  const told = (name: string) =>
    lackOf(`the template cannot be filled in: body, line 1: \`${name}\` is undefined; send`);
  expect(told("amountDue")).toEqual({ kind: "value", path: "amountDue" });
  expect(told("loan.amountDue")).toEqual({ kind: "value", path: "loan.amountDue" });
  expect(told("loan")).toEqual({ kind: "loan" });
  expect(lackOf("money needs an amount")).toEqual({ kind: "other", message: "money needs an amount" });
});
