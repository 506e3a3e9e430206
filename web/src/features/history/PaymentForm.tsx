import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../shell/Refused";
import { useWriter } from "../../words/times";
import { newOnceKey } from "../draft/send";
import { usePaymentRequest } from "./beside";
import styles from "./Detail.module.css";
import { Dialog, Ends } from "./Dialog";
import { amountIn, currencyChoices, firstCurrency, keepCurrency } from "./payment";

interface PaymentProps {
  readonly interactionId: string;
  readonly onClose: () => void;
}

const LONGEST_REASON = 300;

/** How much is asked for, and what for. */
export function PaymentForm({ interactionId, onClose }: PaymentProps) {
  const { t } = useTranslation("history");
  const { typed, change, amount, asking, ask } = useAsking(interactionId, onClose);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (amount && !asking.isPending) ask(amount);
  }
  return (
    <Dialog title={t("payment.title")} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.sum}>
          <TextInput
            label={t("payment.amount")}
            placeholder="125.00"
            inputMode="decimal"
            data-autofocus
            withAsterisk
            error={typed.amount !== "" && !amount && t("payment.noAmount")}
            value={typed.amount}
            onChange={({ currentTarget: { value } }) => change({ amount: value })}
          />
          <CurrencyField currency={typed.currency} onCurrency={(currency) => change({ currency })} />
        </div>
        <TextInput
          label={t("payment.reason")}
          maxLength={LONGEST_REASON}
          value={typed.reason}
          onChange={({ currentTarget: { value } }) => change({ reason: value })}
        />
        <Refused error={asking.error} />
        <Ends onClose={onClose}>
          <Button type="submit" loading={asking.isPending} disabled={!amount}>
            {t("payment.create")}
          </Button>
        </Ends>
      </form>
    </Dialog>
  );
}

interface Typed {
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
}

function useAsking(interactionId: string, onAsked: () => void) {
  const { locale } = useWriter();
  const [typed, setTyped] = useState<Typed>(() => ({
    amount: "",
    currency: firstCurrency(locale),
    reason: "",
  }));
  const [onceKey, setOnceKey] = useState(newOnceKey);
  const asking = usePaymentRequest(interactionId);
  return {
    typed,
    amount: amountIn(typed.amount),
    asking,
    change(part: Partial<Typed>): void {
      setTyped((before) => ({ ...before, ...part }));
      // Another amount is another request.
      setOnceKey(newOnceKey());
    },
    ask(amount: string): void {
      keepCurrency(typed.currency);
      const reason = typed.reason.trim();
      const payment = { amount, currency: typed.currency, ...(reason && { reason }) };
      asking.mutate({ payment, onceKey }, { onSuccess: onAsked });
    },
  };
}

interface CurrencyProps {
  readonly currency: string;
  readonly onCurrency: (currency: string) => void;
}

function CurrencyField({ currency, onCurrency }: CurrencyProps) {
  const { t } = useTranslation("history");
  const { locale } = useWriter();
  const choices = useMemo(() => currencyChoices(locale), [locale]);
  return (
    <Select
      size="sm"
      label={t("payment.currency")}
      data={choices}
      value={currency}
      onChange={(value) => value && onCurrency(value)}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t("filters.noSuch")}
    />
  );
}
