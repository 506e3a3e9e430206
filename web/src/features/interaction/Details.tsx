import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { contactsAsked } from "../borrower/asked";
import { wayText } from "../borrower/way";
import styles from "./Details.module.css";

interface DetailsProps {
  /** Nobody where it is unassociated. */
  readonly personId: string | null;
  readonly interaction: Interaction;
}

/** Everything on record, what is empty left out. */
export function Details({ personId, interaction: of }: DetailsProps) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  return (
    <dl className={styles.details}>
      <Row name={t("detail.status")}>{since(label("Status", of.status), of.statusUpdatedAt)}</Row>
      <Row name={t("detail.statusDetails")}>
        {of.statusDetails && since(label("StatusDetail", of.statusDetails), of.statusDetailsUpdatedAt)}
      </Row>
      <Row name={t("detail.agentOutcome")}>
        {of.agentOutcome && since(label("AgentOutcome", of.agentOutcome), of.agentOutcomeUpdatedAt)}
      </Row>
      <Row name={t("detail.failure")}>
        {of.failureDescriptionShort && since(of.failureDescriptionShort, null)}
        {of.failureDescriptionLong && <span className={styles.more}>{of.failureDescriptionLong}</span>}
      </Row>
      <Row name={t("detail.rule")}>{of.complianceGuardRuleId}</Row>
      <Row name={t("detail.theme")}>{label("Theme", of.theme)}</Row>
      <Row name={t("detail.borrowerTheme")}>
        {of.borrowerSelectedTheme && label("Theme", of.borrowerSelectedTheme)}
      </Row>
      <Row name={t("detail.subject")}>{of.subject && label("Subject", of.subject)}</Row>
      <Row name={t("detail.type")}>{t(of.isExternal ? "external" : "internal")}</Row>
      <Row name={t("detail.createdBy")}>{of.createdBy.name}</Row>
      <TimeRows of={of} />
      <ContactRow personId={personId} contactId={of.contactId} />
      <Row name={t("detail.loans")}>{of.loanIds.join(", ")}</Row>
      <Row name={t("detail.externalId")}>{of.externalId}</Row>
      <Row name={t("detail.providerCode")}>{of.twilioErrorCode}</Row>
    </dl>
  );
}

function TimeRows({ of }: { of: Interaction }) {
  const { t } = useTranslation("interaction");
  return (
    <>
      <Row name={t("detail.started")}>{moment(of.startedAt)}</Row>
      <Row name={t("detail.ended")}>{moment(of.endedAt)}</Row>
      <Row name={t("detail.scheduled")}>
        {moment(of.scheduledAtFrom)}
        {of.scheduledAtTo && <> – {moment(of.scheduledAtTo)}</>}
      </Row>
    </>
  );
}

interface ContactProps {
  readonly personId: string | null;
  readonly contactId: string | null | undefined;
}

function ContactRow({ personId, contactId }: ContactProps) {
  const { t } = useTranslation("interaction");
  const { data } = useQuery({
    ...contactsAsked(personId ?? ""),
    enabled: personId !== null && Boolean(contactId),
  });
  return (
    <Row name={t("detail.contactId")}>
      {wayText(data?.data.find(({ id }) => id === contactId)) ?? contactId}
    </Row>
  );
}

function moment(at: string | null | undefined): ReactNode {
  return at && <Moment at={at} />;
}

function Moment({ at }: { at: string }) {
  const writer = useWriter();
  return (
    <time dateTime={at} title={writer.exact(at)}>
      {writer.moment(at)}
    </time>
  );
}

function since(text: string, at: string | null | undefined): ReactNode {
  return (
    <>
      {text}
      {at && <span className={styles.since}>{moment(at)}</span>}
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  const parts = Array.isArray(children) ? children : [children];
  if (parts.every((part) => part === null || part === undefined || part === "" || part === false))
    return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
