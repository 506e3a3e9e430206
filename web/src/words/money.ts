import { useWriter } from "./times";

/** An amount in a currency, as the reader's language writes it. */
export type MoneyWriter = (amount: string, currency: string) => string;

export function useMoney(): MoneyWriter {
  return moneyWriter(useWriter().locale);
}

/** The API tells amounts to four places; how many a currency has at least, the language knows. */
export function moneyWriter(locale: string): MoneyWriter {
  return (amount, currency) => {
    try {
      const style = { style: "currency", currency, maximumFractionDigits: 4 } as const;
      return new Intl.NumberFormat(locale, style).format(Number(amount));
    } catch {
      // A currency that nobody knows.
      return `${amount} ${currency}`;
    }
  };
}
