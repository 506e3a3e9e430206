import { SearchX } from "lucide-react";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chooser } from "../../shell/Chooser";
import { Empty, Loading, Trouble } from "../../shell/states";
import { useBorrowerChoices } from "./find";

/** Finds a borrower by name, telephone number, email or id while it is typed. */
export function FindBorrower({ place, ref }: { place: "bar" | "page"; ref?: Ref<HTMLInputElement> }) {
  const { t } = useTranslation("crm");
  const [text, setText] = useState("");
  const { choices, found, wanted } = useBorrowerChoices(text);
  const leaving = choices.map((choice) => ({
    ...choice,
    act: () => {
      setText("");
      choice.act();
    },
  }));

  return (
    <Chooser
      label={t("find.label")}
      hint={t(place === "bar" ? "find.hintShort" : "find.hint")}
      list={place === "bar" ? "float" : "below"}
      size={place === "bar" ? "normal" : "large"}
      text={text}
      onText={setText}
      groups={[{ choices: leaving }]}
      instead={
        wanted === "" ? undefined : <Instead error={found.error} isLoading={found.isLoading} text={wanted} />
      }
      {...(ref ? { ref } : {})}
    />
  );
}

function Instead({ error, isLoading, text }: { error: unknown; isLoading: boolean; text: string }) {
  const { t } = useTranslation("crm");
  if (error) return <Trouble error={error} />;
  if (isLoading) return <Loading lines={2} />;
  return (
    <Empty title={t("find.nobody", { text })} icon={SearchX}>
      <p>{t("find.nobodyHelp")}</p>
    </Empty>
  );
}
