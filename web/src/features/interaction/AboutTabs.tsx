import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Interaction } from "../../api/schema";
import { Notes } from "../notes/Notes";
import styles from "./AboutTabs.module.css";
import { Details } from "./Details";
import { GuardDecisions } from "./GuardDecisions";
import { Timeline } from "./Timeline";

interface AboutProps {
  /** Nobody where it is unassociated. */
  readonly personId: string | null;
  readonly interaction: Interaction;
}

/** What is known of an interaction beside its content. */
export function AboutTabs({ personId, interaction }: AboutProps) {
  const { t } = useTranslation("interaction");
  const { id } = interaction;
  const locked = <p className={styles.soft}>{t("locked")}</p>;
  return (
    <Tabs defaultValue="details" keepMounted={false} className={styles.tabs}>
      <Tabs.List className={styles.list} aria-label={t("tabs.label")}>
        <Tabs.Tab value="details">{t("tabs.details")}</Tabs.Tab>
        <Tabs.Tab value="notes">{t("tabs.notes")}</Tabs.Tab>
        <Tabs.Tab value="timeline">{t("tabs.timeline")}</Tabs.Tab>
        <Tabs.Tab value="guard">{t("tabs.guard")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details" pt="md">
        <Details personId={personId} interaction={interaction} />
      </Tabs.Panel>
      <Tabs.Panel value="notes" pt="md">
        {interaction.locked ? locked : <Notes about={{ kind: "interaction", interactionId: id }} />}
      </Tabs.Panel>
      <Tabs.Panel value="timeline" pt="md">
        <Timeline interactionId={id} />
      </Tabs.Panel>
      <Tabs.Panel value="guard" pt="md">
        {interaction.locked ? locked : <GuardDecisions interaction={interaction} />}
      </Tabs.Panel>
    </Tabs>
  );
}
