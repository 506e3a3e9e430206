import { expect, test } from "vitest";
import { moneyWriter } from "../../words/money";
import { amountIn, currencyChoices, firstCurrency } from "./payment";

test("an amount is read with a point or a comma, and written as the API takes it", () => {
  expect(amountIn("125")).toBe("125.00");
  expect(amountIn(" 125.5 ")).toBe("125.50");
  expect(amountIn("125,75")).toBe("125.75");
  expect(amountIn("0.01")).toBe("0.01");
  expect(amountIn("007")).toBe("7.00");
});

test("what could be read in two ways, and what is nothing, is no amount", () => {
  for (const typed of ["1,234", "1.234", "1,234.50", "", "0", "0.00", "-5", "12.345", "€5", "5 USD", "."])
    expect(amountIn(typed), typed).toBeNull();
});

test("the first currency is that of the last time, then that of the region", () => {
  expect(firstCurrency("en-US", null)).toBe("USD");
  expect(firstCurrency("fr-CA", null)).toBe("CAD");
  expect(firstCurrency("fr", null)).toBe("EUR");
  expect(firstCurrency("es-MX", null)).toBe("MXN");
  expect(firstCurrency("ar-EG", null)).toBe("USD");
  expect(firstCurrency("en-US", "GBP")).toBe("GBP");
  expect(firstCurrency("en-US", "nonsense")).toBe("USD");
});

test("currencies are called as the reader calls them, amounts written so", () => {
  const euro = currencyChoices("es").find(({ value }) => value === "EUR");
  expect(euro?.label).toBe("EUR · euro");
  expect(moneyWriter("en-US")("125.00", "USD")).toBe("$125.00");
  expect(moneyWriter("fr")("1250.5", "EUR").replace(/\s/g, " ")).toBe("1 250,50 €");
  expect(moneyWriter("en-US")("0.1234", "USD")).toBe("$0.1234");
  expect(moneyWriter("en-US")("12.00", "nonsense")).toBe("12.00 nonsense");
});
