import { useQuery } from "@tanstack/react-query";
import { Clock, MoonStar } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../../api/schema";
import { useWriter } from "../../words/times";
import { contactabilityAsked } from "./asked";

/** Nobody likes to be called then. The law's hours are the guard's business. */
const NIGHT = { from: 21, to: 8 };

/** What time it is where the borrower is: the zone on record, else the first the guard finds plausible. */
export function LocalTime({ person }: { person: Person }) {
  const { t } = useTranslation("borrower");
  const writer = useWriter();
  const now = useMinute();
  const { data, isPending } = useQuery(contactabilityAsked(person.id));
  const zone = person.timezone ?? data?.channels.find(({ zones }) => zones.length > 0)?.zones[0];
  const local = zone ? writer.inZone(zone, now) : null;
  if (!zone && isPending) return <span>&nbsp;</span>;
  if (!local) return <span>{t("noZone")}</span>;
  const isNight = local.hour >= NIGHT.from || local.hour < NIGHT.to;
  const Icon = isNight ? MoonStar : Clock;
  return (
    <span title={zone} style={{ display: "inline-flex", alignItems: "center", gap: 5 }}>
      <Icon size={13} aria-hidden />
      <time>{t("localTime", { time: local.time, zone: local.name })}</time>
    </span>
  );
}

/** The time, anew each minute. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
