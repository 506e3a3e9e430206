import { expect, test } from "vitest";
import { pressedAs } from "./buttons";

test("an address of a page is opened, any other one by nobody", () => {
  const url = "https://shop.example/orders?context=abc";
  expect(pressedAs("Order", { url })).toEqual({ kind: "opens", label: "Order", url });
  for (const other of ["javascript:alert(1)", "data:text/html,hello", "//shop.example", "nonsense"])
    expect(pressedAs("Order", { url: other }), other).toEqual({
      kind: "failed",
      label: "Order",
      message: null,
    });
});

test("what an endpoint says is told, and why it failed", () => {
  const told = { delivered: true, responseStatus: 200, message: "Ticket 7 made" };
  expect(pressedAs("Ticket", told)).toEqual({ kind: "said", label: "Ticket", message: "Ticket 7 made" });
  expect(pressedAs("Ticket", { delivered: false, responseStatus: 502, message: "answered 502" })).toEqual({
    kind: "failed",
    label: "Ticket",
    message: "answered 502",
  });
});
