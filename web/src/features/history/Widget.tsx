import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryDetail } from "../../api/schema";
import { CopyId } from "../../shell/CopyId";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { Timeline } from "../interaction/Timeline";
import { addressText, QuickActions } from "./Cell";
import styles from "./Detail.module.css";
import { FlowMark } from "./FlowMark";
import { HandlingTag } from "./HandlingTag";
import { nameIn, nameOf } from "./names";
import { PaymentRequests } from "./PaymentRequests";
import { type Reach, Reached } from "./Reached";

/** What is key about an interaction (document 003, the widget at the left). */
export function Widget({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const label = useLabel();
  return (
    <aside className={styles.widget} aria-label={t("detail.widget")}>
      <dl>
        <Fact name={t("detail.id")}>
          <CopyId id={detail.id} />
        </Fact>
        <Fact name={t("column.flow")}>
          <FlowMark row={detail} />
        </Fact>
        <Fact name={t("column.direction")}>{label("Direction", detail.direction)}</Fact>
        <Handling detail={detail} />
        <Fact name={t("column.queue")}>{nameIn(detail.queue)}</Fact>
        <Fact name={t("column.advisor")}>{nameIn(detail.advisor)}</Fact>
        <Fact name={t("detail.participants")}>
          <Participants detail={detail} />
        </Fact>
        <Fact name={t("detail.record")}>
          <Card detail={detail} />
        </Fact>
        <Fact name={t("detail.cases")}>
          <Cases detail={detail} />
        </Fact>
        <PaymentRequests interactionId={detail.id} />
        <RoutingData detail={detail} />
        <Times detail={detail} />
        <Fact name={t("column.campaign")}>{detail.campaign}</Fact>
        <Fact name={t("detail.template")}>{detail.templateName}</Fact>
      </dl>
      <section className={styles.events}>
        <h2>{t("detail.events")}</h2>
        <Timeline interactionId={detail.id} />
      </section>
    </aside>
  );
}

function Handling({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  return (
    <Fact name={t("column.handlingStatus")}>
      {detail.handlingStatus && <HandlingTag row={detail} />}
      {detail.handlingReason && <span className={styles.soft}>{detail.handlingReason}</span>}
    </Fact>
  );
}

function RoutingData({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const label = useLabel();
  return (
    <Fact name={t("detail.routing")}>
      <span>{t("detail.original", { word: label("Routing", detail.originalRouting) })}</span>
      <span>{t("detail.current", { word: label("Routing", detail.currentRouting) })}</span>
    </Fact>
  );
}

function Participants({ detail }: { detail: HistoryDetail }) {
  const names = detail.participants.map(({ name }) => name);
  const address = addressText(detail);
  const all = names.length > 0 ? names : [address].filter((one) => one !== null);
  return all.map((name) => <span key={name}>{name}</span>);
}

/** Whose record it stands in, and the shortest ways to reach them. */
function Card({ detail: { person } }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const [reach, setReach] = useState<Reach | null>(null);
  if (!person) return <span className={styles.soft}>{t("detail.noRecord")}</span>;
  return (
    <>
      <Link to="/crm/borrowers/$borrowerId" params={{ borrowerId: person.id }}>
        {nameOf(person)}
      </Link>
      <QuickActions person={person} onReach={setReach} />
      {reach && <Reached reach={reach} onClose={() => setReach(null)} />}
    </>
  );
}

function Cases({ detail: { person, caseIds } }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  if (!person || caseIds.length === 0) return <span className={styles.soft}>{t("detail.noCases")}</span>;
  return caseIds.map((caseId) => (
    <Link
      key={caseId}
      to="/crm/borrowers/$borrowerId/cases/$caseId"
      params={{ borrowerId: person.id, caseId }}
      className="numbers"
    >
      {caseId}
    </Link>
  ));
}

const DURATIONS = ["waitingDuration", "handlingDuration", "wrapUpDuration"] as const;

function Times({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const writer = useWriter();
  return (
    <>
      {(["startedAt", "endedAt"] as const).map((name) => {
        const at = detail[name];
        return (
          <Fact key={name} name={t(`column.${name}`)}>
            {at && (
              <time dateTime={at} title={writer.exact(at)}>
                {writer.moment(at)}
              </time>
            )}
          </Fact>
        );
      })}
      {DURATIONS.map((name) => {
        const seconds = detail[name];
        return (
          <Fact key={name} name={t(`column.${name}`)}>
            {typeof seconds === "number" && <span className="numbers">{writer.duration(seconds)}</span>}
          </Fact>
        );
      })}
    </>
  );
}

/** What is not known is left out. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  const parts = Array.isArray(children) ? children : [children];
  if (parts.every((part) => part === null || part === undefined || part === false || part === ""))
    return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
