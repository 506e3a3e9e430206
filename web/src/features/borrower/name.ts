import type { Person } from "../../api/schema";

/** What a person is called; those without a name by what else is known of them. */
export function personName(person: Pick<Person, "name" | "displayId" | "externalId" | "id">): string {
  const { firstName, middleName, lastName, suffix } = person.name ?? {};
  const full = [firstName, middleName, lastName, suffix].filter(Boolean).join(" ");
  return full || person.displayId || person.externalId || person.id;
}

/** A number of ten digits in North America as people read it, others as they are. */
export function phoneText(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}
