import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, ExternalLink, type LucideIcon, MessageSquareQuote, ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction, Invoice, Qualification, SurveyAnswer } from "../../api/schema";
import type { PageOfRows } from "../../shell/rows";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useMoney } from "../../words/money";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import styles from "./Beside.module.css";
import { invoicesAsked, qualificationsAsked, surveyAnswersAsked } from "./beside";

interface TabProps {
  readonly interaction: Interaction;
}

/** What the interaction was qualified as (document 003). */
export function Qualifications({ interaction }: TabProps) {
  const { t } = useTranslation("history");
  return (
    <Kept
      interaction={interaction}
      answer={useQuery({ ...qualificationsAsked(interaction.id), enabled: !interaction.locked })}
      none={t("beside.noQualifications")}
      icon={ClipboardCheck}
      shown={(one) => <Qualified key={one.id} one={one} />}
    />
  );
}

/** What was answered when somebody asked about it. */
export function SurveyAnswers({ interaction }: TabProps) {
  const { t } = useTranslation("history");
  return (
    <Kept
      interaction={interaction}
      answer={useQuery({ ...surveyAnswersAsked(interaction.id), enabled: !interaction.locked })}
      none={t("beside.noAnswers")}
      icon={MessageSquareQuote}
      shown={(one) => <AnswerGiven key={one.id} one={one} />}
    />
  );
}

/** What was billed because of it. */
export function Invoices({ interaction }: TabProps) {
  const { t } = useTranslation("history");
  return (
    <Kept
      interaction={interaction}
      answer={useQuery({ ...invoicesAsked(interaction.id), enabled: !interaction.locked })}
      none={t("beside.noInvoices")}
      icon={ReceiptText}
      shown={(one) => <Billed key={one.id} one={one} />}
    />
  );
}

interface KeptProps<T> extends TabProps {
  readonly answer: {
    readonly data: PageOfRows<T> | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly none: string;
  readonly icon: LucideIcon;
  readonly shown: (one: T) => ReactNode;
}

/** A list of what other systems keep beside an interaction, newest first. */
function Kept<T>({ interaction, answer, none, icon, shown }: KeptProps<T>) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  const content = useTranslation("interaction");
  const { data, error, refetch } = answer;
  if (interaction.locked) return <p>{content.t("locked")}</p>;
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.count === 0) {
    return (
      <Empty title={none} icon={icon}>
        <p>{t("beside.elsewhere")}</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className={styles.kept}>{data.data.map(shown)}</ul>
      {data.total > data.count && (
        <p className={styles.about}>
          {t("beside.newest", { count: data.count, shown: writer.number(data.total) })}
        </p>
      )}
    </>
  );
}

function Qualified({ one }: { one: Qualification }) {
  return (
    <li className={styles.one}>
      {one.path.length > 0 && <p className={styles.about}>{one.path.join(" › ")}</p>}
      <h3>{one.label}</h3>
      {one.comment && <p className={styles.words}>{one.comment}</p>}
      <About at={one.qualifiedAt}>{one.qualifiedBy}</About>
    </li>
  );
}

const HIGHEST = 100;

function AnswerGiven({ one }: { one: SurveyAnswer }) {
  const { t } = useTranslation("history");
  const score = one.score ?? null;
  return (
    <li className={styles.one}>
      <p className={styles.about}>{one.question}</p>
      <p className={styles.words}>{one.answer}</p>
      {score !== null && (
        <p className={styles.score}>
          <meter min={0} max={HIGHEST} value={score} aria-label={t("beside.score")} />
          <span className="numbers">{t("beside.scored", { score, highest: HIGHEST })}</span>
        </p>
      )}
      <About at={one.answeredAt}>{one.survey}</About>
    </li>
  );
}

function Billed({ one }: { one: Invoice }) {
  const { t } = useTranslation("history");
  const label = useLabel();
  const writer = useWriter();
  const money = useMoney();
  const days = [
    one.issuedOn && t("beside.issued", { day: writer.date(one.issuedOn) }),
    one.dueOn && t("beside.due", { day: writer.date(one.dueOn) }),
  ].filter(Boolean);
  return (
    <li className={styles.one}>
      <div className={styles.bill}>
        <h3>{one.number}</h3>
        <span className={styles.state} data-state={one.status}>
          {label("InvoiceStatus", one.status)}
        </span>
        <strong className="numbers">{money(one.amount, one.currency)}</strong>
      </div>
      {days.length > 0 && <p className={styles.about}>{days.join(" · ")}</p>}
      {one.url && <Outside url={one.url}>{t("beside.openInvoice")}</Outside>}
    </li>
  );
}

/** A page of another system. */
export function Outside({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className={styles.outside}>
      <ExternalLink size={13} aria-hidden />
      {children}
    </a>
  );
}

function About({ at, children }: { at: string; children: ReactNode }) {
  const writer = useWriter();
  return (
    <p className={styles.about}>
      {children && <>{children} · </>}
      <time dateTime={at} title={writer.exact(at)}>
        {writer.moment(at)}
      </time>
    </p>
  );
}
