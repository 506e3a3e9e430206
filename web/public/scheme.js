// Before the first paint, so that a dark page never flashes white. Not inline: the policy forbids it.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("switchboard-scheme") || "auto";
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
