import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "../../api/client";
import { useSession } from "../../api/session";
import { Loading, Trouble } from "../../shell/states";
import { InteractionLines } from "./InteractionLines";
import styles from "./InteractionLines.module.css";

/** What this user recorded or sent last. */
export function MyInteractions() {
  const { t } = useTranslation("crm");
  const { user } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["interactions", "mine", user?.id],
    queryFn: async ({ signal }) => {
      const query = { createdBy: user?.id ?? "", view: "card" as const, limit: 5 };
      return answered(api.GET("/api/interactions", { params: { query }, signal }));
    },
    enabled: user !== null,
  });
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <Loading lines={3} />;
  if (data.data.length === 0) return <p className={styles.none}>{t("mine.none")}</p>;
  return <InteractionLines rows={data.data} rest={null} />;
}
