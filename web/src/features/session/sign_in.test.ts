import { expect, test } from "vitest";
import { Refusal } from "../../api/refusal";
import { csrfToken } from "../../api/session";
import { hindrance, placeAfter } from "./sign_in";

test("each hindrance is told apart", () => {
  expect(hindrance(new Refusal(401, "wrong"))).toEqual({ kind: "wrong" });
  expect(hindrance(new Refusal(429, "slow down", [], 125))).toEqual({ kind: "locked", minutes: 3 });
  expect(hindrance(new Refusal(0, "unreachable"))).toEqual({ kind: "away" });
  expect(hindrance(new Refusal(503, "busy"))).toEqual({ kind: "away" });
});

test("signing in leads to no other site", () => {
  expect(placeAfter("/crm/borrowers/BO-1?channel=text")).toBe("/crm/borrowers/BO-1?channel=text");
  for (const from of [undefined, "https://evil.example", "//evil.example", "/\\evil.example", "crm"]) {
    expect(placeAfter(from)).toBe("/crm");
  }
});

test("the token against forged requests is read from its cookie", () => {
  expect(csrfToken("a=b; switchboard_csrf=_yCV-1; c=d")).toBe("_yCV-1");
  expect(csrfToken("not_switchboard_csrf=x")).toBeNull();
});
