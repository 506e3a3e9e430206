import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Channel, HistoryName } from "../../api/schema";
import { Loading, Trouble } from "../../shell/states";
import { contactabilityAsked } from "../borrower/asked";
import { nameOf } from "./names";

const ReachPanel = lazy(() =>
  import("../borrower/ReachPanel").then(({ ReachPanel }) => ({ default: ReachPanel })),
);

/** Whom to reach, and how. */
export interface Reach {
  readonly person: HistoryName;
  readonly channel: Channel;
}

/** The draft of a borrower over the history: the same as on the borrower's own page. */
export function Reached({ reach: { person, channel }, onClose }: { reach: Reach; onClose: () => void }) {
  const shell = useTranslation();
  const { data, error, refetch } = useQuery(contactabilityAsked(person.id));
  const of = data?.channels.find((one) => one.channel === channel);
  if (of) {
    return (
      <Suspense>
        <ReachPanel personId={person.id} name={nameOf(person)} of={of} onClose={onClose} />
      </Suspense>
    );
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={nameOf(person)}
      closeButtonProps={{ "aria-label": shell.t("close") }}
    >
      {error ? <Trouble error={error} again={() => void refetch()} /> : <Loading lines={6} />}
    </Drawer>
  );
}
