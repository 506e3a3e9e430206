import type { Contact } from "../../api/schema";
import { phoneText } from "./name";

/** A contact as one reads it aloud. */
export function wayText(contact: Contact | undefined): string | null {
  if (!contact) return null;
  if (contact.contactType === "phone" && contact.value) return phoneText(contact.value);
  if (contact.value) return contact.value;
  const { addressLine1, addressLine2, city, state, postalCode, country } = contact.address ?? {};
  const place = [city, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [addressLine1, addressLine2, place, country].filter(Boolean).join(", ") || null;
}
