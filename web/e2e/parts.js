// What several stories do with the pages.

export const cards = (page) => page.getByRole("list", { name: "Interactions" }).getByRole("listitem");
export const overlay = (page) => page.getByRole("dialog");

/** Chooses from a list field. The field lies beneath its own frame, which hears the press. */
export async function choose(page, within, name, option) {
  await within.getByRole("combobox", { name }).click({ force: true });
  await page.getByRole("option", { name: option }).first().click();
}

/** The people of the world by their external ids, and interactions that happened elsewhere. */
export function inWorld(world) {
  return {
    person: async (externalId) => (await world.api("GET", `/people/ext-${externalId}`)).id,
    record(externalId, fields) {
      const base = { channel: "email", direction: "inbound", status: "succeeded", theme: "opsServicing" };
      return world.api("POST", `/people/ext-${externalId}/interactions`, { ...base, ...fields });
    },
    /** The newest interaction of a person. */
    async newest(externalId, filters = "") {
      const rows = await world.api("GET", `/people/ext-${externalId}/interactions?limit=1&${filters}`);
      return rows[0];
    },
  };
}
