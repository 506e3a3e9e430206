import { useQuery } from "@tanstack/react-query";
import { Coffee } from "lucide-react";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useWriter } from "../../words/times";
import { InteractionLines } from "./InteractionLines";

const SHOWN = 12;

/** Conversations and calls that go on now, anybody's. */
export function UnderWay() {
  const { t } = useTranslation("crm");
  const writer = useWriter();
  const { data, error, refetch } = useQuery({
    queryKey: ["interactions", "underWay"],
    queryFn: async ({ signal }) => {
      const query = { status: ["inProgress"], view: "card" as const, sortBy: ["-startedAt"], limit: SHOWN };
      return answered(api.GET("/api/interactions", { params: { query }, signal }));
    },
  });
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  if (data.data.length === 0) {
    return (
      <Empty title={t("underWay.none")} icon={Coffee}>
        <p>{t("underWay.noneHelp")}</p>
      </Empty>
    );
  }
  const more = data.total - data.data.length;
  return (
    <InteractionLines
      rows={data.data}
      rest={more > 0 ? t("underWay.more", { more: writer.number(more) }) : null}
    />
  );
}
