// What stands on the page of the history.

export const table = (page) => page.getByRole("table", { name: "Interactions" });
export const lines = (page) =>
  table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
export const line = (page, text) => lines(page).filter({ hasText: text });
export const heading = (page, name) => table(page).getByRole("columnheader", { name, exact: true });
export const headings = (page) => table(page).getByRole("columnheader").allTextContents();
export const figures = (page) => page.getByRole("region", { name: "Figures" });
export const total = (page, shown) => page.getByText(new RegExp(`^${shown} interactions`)).waitFor();

/** The history of somebody, once its rows are there. */
export async function openedIn(world, role = "manager", address = "/history") {
  const page = await world.signedIn(role);
  await page.goto(address);
  await lines(page).first().waitFor();
  return page;
}
