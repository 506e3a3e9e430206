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

/** A queue, and a profile in which the manager sees what comes through it. */
export async function aDesk(world) {
  const queue = await world.api("POST", "/queues", { name: "Hardship desk" });
  const users = await world.api("GET", "/users?limit=100");
  const manager = users.find(({ email }) => email === "manager@example.com").id;
  const profile = (name, history, queueIds) =>
    world.api("POST", "/profiles", { name, history, queueIds, flows: null, userIds: [manager] });
  await profile("Hardship", true, [queue.id]);
  await profile("Back office", false, []);
  return { queueId: queue.id, manager };
}

/** What came through the queue today: calls that waited, an email that bounced, a text to somebody else. */
export async function someWork(world, desk) {
  const { record } = inWorld(world);
  const at = (minutes) => new Date(Date.now() - minutes * 1_000).toISOString();
  const came = (who, minutes, fields) =>
    record(who, { queueId: desk.queueId, startedAt: at(minutes), ...fields });
  await came("ada", 30, {
    channel: "voice",
    customerAddress: "+15185550143",
    handlingStatus: "aborted",
    handlingReason: "Hung up while waiting",
    waitingDuration: 95,
  });
  await came("bo", 20, {
    channel: "voice",
    customerAddress: "+16175550144",
    handlingStatus: "processed",
    waitingDuration: 5,
    advisorId: desk.manager,
    campaign: "Spring plans",
  });
  await came("cleo", 10, {
    channel: "email",
    customerAddress: "cleo@example.com",
    handlingStatus: "warning",
    handlingReason: "Mailbox full",
  });
}
