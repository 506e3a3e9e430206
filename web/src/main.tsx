import "./shell/mantine.css";
import "./shell/tokens.css";
import "./shell/page.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followEvents } from "./api/live/live";
import { queries } from "./api/queries";
import { router } from "./router";
import { theme, variables } from "./shell/theme";
import { startWords } from "./words/words";

const schemes = localStorageColorSchemeManager({ key: "switchboard-scheme" });
const root = document.getElementById("root");

if (root) {
  await startWords();
  followEvents();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
