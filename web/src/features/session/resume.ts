import { answered, door } from "../../api/client";
import { Refusal } from "../../api/refusal";
import { openSession } from "../../api/session";

/** Goes on with the session of the browser's cookie; false where there is none. */
export async function resumeSession(): Promise<boolean> {
  try {
    const { data } = await answered(door.GET("/api/users/me"));
    openSession(data, false);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return false;
    throw error;
  }
}
