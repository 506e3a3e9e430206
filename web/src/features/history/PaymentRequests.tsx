import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMoney } from "../../words/money";
import { useLabel } from "../../words/vocabulary";
import styles from "./Beside.module.css";
import { Outside } from "./BesideTabs";
import { paymentRequestsAsked } from "./beside";

/** The payments that were asked for, with how far they are. */
export function PaymentRequests({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const money = useMoney();
  const { data } = useQuery(paymentRequestsAsked(interactionId));
  if (!data || data.count === 0) return null;
  return (
    <div>
      <dt>{t("detail.payments")}</dt>
      <dd>
        {data.data.map((one) => (
          <span key={one.id} className={styles.asked}>
            <span>
              <strong className="numbers">{money(one.amount, one.currency)}</strong>
              <span className={styles.state} data-state={one.status}>
                {label("PaymentRequestStatus", one.status)}
              </span>
            </span>
            {one.reason && <span className={styles.about}>{one.reason}</span>}
            {one.url && <Outside url={one.url}>{t("detail.openPayment")}</Outside>}
          </span>
        ))}
      </dd>
    </div>
  );
}
