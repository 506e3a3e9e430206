import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import type { Overlay } from "../../router";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { previousAsked } from "./asked";
import { ChannelMark } from "./ChannelMark";
import styles from "./PreviousChain.module.css";

interface PreviousChainProps {
  readonly personId: string;
  readonly interaction: Interaction;
  /** What it lies over a page as; without it, it is a page of the history. */
  readonly overlay?: Overlay;
}

/** What this interaction continues, nearest first. */
export function PreviousChain({ personId, interaction, overlay }: PreviousChainProps) {
  const { t } = useTranslation("interaction");
  const label = useLabel();
  const writer = useWriter();
  const { data } = useQuery({
    ...previousAsked(personId, interaction.id),
    enabled: Boolean(interaction.previousInteractionId),
  });
  if (!data || data.length === 0) return null;
  return (
    <section className={styles.chain}>
      <h3>{t("previous")}</h3>
      <ol>
        {data.map((row) => (
          <li key={row.id}>
            <Link {...wayTo(row.id, overlay)} className={styles.link}>
              <ChannelMark channel={row.channel} direction={row.direction} />
              {label("Channel", row.channel)}
              <time dateTime={row.startedAt}>{writer.moment(row.startedAt)}</time>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

function wayTo(interactionId: string, overlay: Overlay | undefined): LinkProps {
  if (!overlay) return { to: "/history/$interactionId", params: { interactionId } };
  const state = { overlay: { ...overlay, interactionId } };
  return { to: ".", search: (before) => before, state, replace: true, resetScroll: false };
}
