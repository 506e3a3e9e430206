import { answered, door } from "../../api/client";
import { queries } from "../../api/queries";
import { closeSession, csrfToken } from "../../api/session";

/** Ends the session and leaves nothing of it in the tab. */
export async function signOut(): Promise<void> {
  const token = csrfToken(document.cookie);
  try {
    await answered(door.DELETE("/api/sessions", { headers: token ? { "X-CSRF-Token": token } : {} }));
  } catch {
    // Ended already, or the server is away: the tab forgets all the same.
  }
  closeSession();
  queries.clear();
  location.assign("/sign-in");
}
