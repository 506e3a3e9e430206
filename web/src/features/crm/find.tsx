import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answered, api } from "../../api/client";
import type { FoundPerson } from "../../api/schema";
import type { Choice } from "../../shell/Chooser";
import { useSettled } from "../../shell/settled";
import { personName, phoneText } from "../borrower/name";
import styles from "./find.module.css";

/** Milliseconds without a key before it is asked. */
const PAUSE = 90;
const MOST = 8;

/** The borrowers somebody may mean, as choices that open their pages unless something else is to be done. */
export function useBorrowerChoices(text: string, act?: (person: FoundPerson) => void) {
  const navigate = useNavigate();
  const wanted = useSettled(text.trim(), PAUSE);
  const found = useQuery({
    queryKey: ["found", wanted],
    queryFn: async ({ signal }) => {
      const params = { query: { q: wanted.slice(0, 200), limit: MOST } };
      return answered(api.GET("/api/people/search", { params, signal }));
    },
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const people = wanted === "" ? [] : (found.data?.data ?? []);
  const choices: Choice[] = people.map((person) => ({
    id: person.id,
    shown: <Found person={person} />,
    act: () => {
      if (act) act(person);
      else void navigate({ to: "/crm/borrowers/$borrowerId", params: { borrowerId: person.id } });
    },
  }));
  return { choices, found, wanted };
}

function Found({ person }: { person: FoundPerson }) {
  const ways = [person.primaryPhone && phoneText(person.primaryPhone), person.primaryEmail].filter(Boolean);
  return (
    <div className={styles.found}>
      <span className={styles.name}>{personName(person)}</span>
      <span className={`${styles.id} numbers`}>{person.externalId ?? person.id}</span>
      <span className={styles.ways}>{ways.join(" · ")}</span>
    </div>
  );
}
