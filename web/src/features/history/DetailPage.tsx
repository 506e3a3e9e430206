import { ActionIcon, Tooltip } from "@mantine/core";
import { useIsFetching, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { ArrowLeft, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { HistoryDetail } from "../../api/schema";
import { usePageTitle } from "../../shell/Frame";
import { Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { useLabel } from "../../words/vocabulary";
import { detailAsked } from "./asked";
import styles from "./Detail.module.css";
import { DetailTabs } from "./DetailTabs";
import { MyButtons } from "./MyButtons";
import { SettingsMenu } from "./SettingsMenu";
import { Widget } from "./Widget";

const route = getRouteApi("/inside/history/$interactionId");

/** One interaction of the history: what is key at the left, everything about it in the middle. */
export default function DetailPage() {
  const { interactionId } = route.useParams();
  const { data, error, refetch } = useQuery(detailAsked(interactionId));
  const title = useTitle(data);
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <BackLink />
        <h1>{title}</h1>
        {data && (
          <div className={styles.actions}>
            <MyButtons interactionId={data.id} place="interaction" />
            <Refresh detail={data} />
            <SettingsMenu detail={data} />
          </div>
        )}
      </header>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!error && !data && <Loading lines={8} height={18} />}
      {!error && data && (
        <div className={styles.both}>
          <Widget detail={data} />
          <DetailTabs key={data.id} detail={data} />
        </div>
      )}
    </div>
  );
}

function useTitle(detail: HistoryDetail | undefined): string {
  const { t } = useTranslation("history");
  const label = useLabel();
  const writer = useWriter();
  if (!detail) return t("detail.id");
  const flow = detail.flow ? label("Flow", detail.flow) : label("Channel", detail.channel);
  return t("detail.title", { flow, when: writer.moment(detail.startedAt) });
}

/** Back to the list as it was left: its filters and its place. */
function BackLink() {
  const { t } = useTranslation("history");
  const { history } = useRouter();
  return (
    <Link
      to="/history"
      className={styles.back}
      onClick={(event) => {
        if (!history.canGoBack() || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        history.back();
      }}
    >
      <ArrowLeft size={15} aria-hidden />
      {t("detail.back")}
    </Link>
  );
}

/** Everything on the page is asked again; it is live anyway, but one may want to be sure. */
function Refresh({ detail }: { detail: HistoryDetail }) {
  const { t } = useTranslation("history");
  const queries = useQueryClient();
  const isRunning = useIsFetching({ queryKey: ["history", "one", detail.id] }) > 0;
  function refresh(): void {
    const about: string[][] = [
      ["history", "one", detail.id],
      ["history", "buttons", detail.id],
      ["interaction", detail.id],
      ["beside", detail.id],
      ["notes"],
    ];
    if (detail.person) about.push(["person", detail.person.id]);
    for (const queryKey of about) void queries.invalidateQueries({ queryKey });
  }
  return (
    <Tooltip label={t("detail.refresh")} withArrow>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t("detail.refresh")}
        loading={isRunning}
        onClick={refresh}
      >
        <RefreshCw size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
