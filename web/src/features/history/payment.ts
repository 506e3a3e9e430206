const KEPT = "switchboard-currency";
const USUAL = "USD";
const EURO = "AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM VA".split(" ");
const CURRENCIES: Record<string, string> = {
  ...Object.fromEntries(EURO.map((region) => [region, "EUR"])),
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  GB: "GBP",
  IN: "INR",
  JP: "JPY",
  MX: "MXN",
  NZ: "NZD",
  US: "USD",
};

/**
 * An amount as the API takes it, or null. Thousands are not set apart: `1,234` is one thing in English and another
 * in French, and nobody should be asked for the wrong one.
 */
export function amountIn(typed: string): string | null {
  const [, whole = "", part = ""] = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? [];
  const amount = `${whole.replace(/^0+(?=\d)/, "")}.${part.padEnd(2, "0")}`;
  return Number(amount) > 0 ? amount : null;
}

/** The currency that was used last, or that of the region. */
export function firstCurrency(locale: string, kept = localStorage.getItem(KEPT)): string {
  if (kept && /^[A-Z]{3}$/.test(kept)) return kept;
  return CURRENCIES[new Intl.Locale(locale).maximize().region ?? ""] ?? USUAL;
}

export function keepCurrency(currency: string): void {
  localStorage.setItem(KEPT, currency);
}

/** Every currency the browser knows, by its code and its name. */
export function currencyChoices(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }));
}
