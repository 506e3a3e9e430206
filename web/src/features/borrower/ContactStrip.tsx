import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Channel, ChannelBody } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { ChannelIcon } from "../interaction/ChannelMark";
import { contactabilityAsked } from "./asked";
import styles from "./ContactStrip.module.css";

const ReachPanel = lazy(() => import("./ReachPanel").then(({ ReachPanel }) => ({ default: ReachPanel })));

interface ContactStripProps {
  readonly personId: string;
  readonly name: string;
  /** The channel whose panel is open. */
  readonly reached: Channel | null;
  readonly onReach: (channel: Channel | null) => void;
}

/** Per channel: a lamp, allowed or until when not, and the rule in the way. */
export function ContactStrip({ personId, name, reached, onReach }: ContactStripProps) {
  const { t } = useTranslation("borrower");
  const { data, error, refetch } = useQuery(contactabilityAsked(personId));
  const shown = data?.channels.find(({ channel }) => channel === reached);

  return (
    <section className={styles.strip} aria-label={t("reach.title")}>
      {error && !data && <Trouble error={error} again={() => void refetch()} />}
      {!error && !data && <Loading lines={5} height={22} />}
      {data?.channels.map((of) => (
        <Lamp key={of.channel} of={of} onOpen={() => onReach(of.channel)} />
      ))}
      <Suspense>
        {shown && <ReachPanel personId={personId} name={name} of={shown} onClose={() => onReach(null)} />}
      </Suspense>
    </section>
  );
}

function Lamp({ of, onOpen }: { of: ChannelBody; onOpen: () => void }) {
  const label = useLabel();
  return (
    <button type="button" className={styles.channel} onClick={onOpen} aria-haspopup="dialog">
      <span className={styles.lamp} data-outcome={of.outcome} aria-hidden />
      <ChannelIcon channel={of.channel} size={15} />
      <span className={styles.name}>{label("Channel", of.channel)}</span>
      <span className={styles.verdict} data-outcome={of.outcome}>
        <VerdictWords of={of} />
      </span>
      <ChevronRight size={14} className={styles.open} aria-hidden />
    </button>
  );
}

/** Allowed; not before a time; or not at all, and by which rule. */
export function VerdictWords({
  of,
}: {
  of: Pick<ChannelBody, "outcome" | "nextAllowedAt" | "complianceGuardRuleId" | "precondition">;
}) {
  const { t } = useTranslation("borrower");
  const writer = useWriter();
  if (of.outcome === "allow") return t("reach.allowed");
  const rule = of.complianceGuardRuleId;
  return (
    <>
      <span>
        {of.nextAllowedAt
          ? t("reach.from", { when: writer.moment(of.nextAllowedAt) })
          : t(of.precondition ? "reach.cannot" : "reach.denied")}
      </span>
      {rule && <code className={styles.rule}>{rule}</code>}
    </>
  );
}
