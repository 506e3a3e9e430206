import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../shell/Frame";
import { useKey } from "../../shell/keys";
import styles from "./CrmPage.module.css";
import { FindBorrower } from "./FindBorrower";
import { MyCases } from "./MyCases";
import { MyInteractions } from "./MyInteractions";
import { RecentBorrowers } from "./RecentBorrowers";
import { UnderWay } from "./UnderWay";

/** Where agents begin: find somebody, or go on with what is under way. */
export default function CrmPage() {
  const { t } = useTranslation("crm");
  const field = useRef<HTMLInputElement>(null);
  usePageTitle(t("title"));
  useKey("/", "search", () => field.current?.focus());

  return (
    <div className={styles.page}>
      <section className={styles.find}>
        <h1>{t("find.title")}</h1>
        <FindBorrower ref={field} place="page" />
      </section>
      <div className={styles.columns}>
        <section className={styles.panel} aria-labelledby="under-way">
          <h2 id="under-way">{t("underWay.title")}</h2>
          <UnderWay />
        </section>
        <div className={styles.side}>
          <section className={styles.panel} aria-labelledby="recent">
            <h2 id="recent">{t("recent.title")}</h2>
            <RecentBorrowers place="page" />
          </section>
          <section className={styles.panel} aria-labelledby="my-cases">
            <h2 id="my-cases">{t("myCases.title")}</h2>
            <MyCases />
          </section>
          <section className={styles.panel} aria-labelledby="mine">
            <h2 id="mine">{t("mine.title")}</h2>
            <MyInteractions />
          </section>
        </div>
      </div>
    </div>
  );
}
