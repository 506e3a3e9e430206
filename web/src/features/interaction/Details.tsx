import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { contactsAsked } from "../borrower/asked";
import { wayText } from "../borrower/way";
import styles from "./Details.module.css";

/** Everything on record, what is empty left out. */
export function Details({ personId, interaction: of }: { personId: string; interaction: Interaction }) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  const { data: contacts } = useQuery({ ...contactsAsked(personId), enabled: Boolean(of.contactId) });
  const contact = contacts?.data.find(({ id }) => id === of.contactId);
  const moment = (at: string | null | undefined) =>
    at && (
      <time dateTime={at} title={writer.exact(at)}>
        {writer.moment(at)}
      </time>
    );
  const since = (text: string, at: string | null | undefined) => (
    <>
      {text}
      {at && <span className={styles.since}>{moment(at)}</span>}
    </>
  );

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
      <Row name={t("detail.started")}>{moment(of.startedAt)}</Row>
      <Row name={t("detail.ended")}>{moment(of.endedAt)}</Row>
      <Row name={t("detail.scheduled")}>
        {of.scheduledAtFrom && moment(of.scheduledAtFrom)}
        {of.scheduledAtTo && <> – {moment(of.scheduledAtTo)}</>}
      </Row>
      <Row name={t("detail.contactId")}>{wayText(contact) ?? of.contactId}</Row>
      <Row name={t("detail.loans")}>{of.loanIds.join(", ")}</Row>
      <Row name={t("detail.externalId")}>{of.externalId}</Row>
      <Row name={t("detail.providerCode")}>{of.twilioErrorCode}</Row>
    </dl>
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
