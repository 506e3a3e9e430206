import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { currentSession } from "./api/session";
import { readHistorySearch } from "./features/history/search";
import { readFilters } from "./features/interactions/filters";
import { readDecisionSearch } from "./features/manager/decisions";
import { resumeSession } from "./features/session/resume";
import { NotHere, PageTrouble } from "./shell/PageTrouble";
import { pageWords } from "./words/words";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotHere });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { from?: string } =>
    typeof search.from === "string" ? { from: search.from } : {},
  component: lazyRouteComponent(() => import("./features/session/SignInPage")),
});

/** Everything that needs somebody to be signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ location }) => {
    if (currentSession().phase === "closed" && !(await resumeSession())) {
      throw redirect({ to: "/sign-in", search: { from: location.href } });
    }
  },
  component: lazyRouteComponent(() => import("./shell/Frame"), "Frame"),
  errorComponent: PageTrouble,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/crm", replace: true });
  },
});

const crm = createRoute({
  getParentRoute: () => inside,
  path: "/crm",
  component: lazyRouteComponent(() => import("./features/crm/CrmPage")),
});

const borrower = createRoute({
  getParentRoute: () => inside,
  path: "/crm/borrowers/$borrowerId",
  validateSearch: readFilters,
  beforeLoad: () => pageWords(),
  component: lazyRouteComponent(() => import("./features/borrower/BorrowerPage")),
});

/** Beside the history: notes, contacts and loans, or the case that was opened. */
const borrowerContent = createRoute({
  getParentRoute: () => borrower,
  path: "/",
  component: lazyRouteComponent(() => import("./features/borrower/Content"), "Content"),
});

const borrowerCase = createRoute({
  getParentRoute: () => borrower,
  path: "cases/$caseId",
  component: lazyRouteComponent(() => import("./features/case/CasePage")),
});

/** What managers look after. Who may see it, the API decides. */
const manager = createRoute({
  getParentRoute: () => inside,
  path: "/crm/manager",
  beforeLoad: () => pageWords(),
  component: lazyRouteComponent(() => import("./features/manager/ManagerPage")),
});

const managerHome = createRoute({
  getParentRoute: () => manager,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/crm/manager/unassociated-interactions", replace: true });
  },
});

const unassociated = createRoute({
  getParentRoute: () => manager,
  path: "unassociated-interactions",
  component: lazyRouteComponent(() => import("./features/manager/UnassociatedPage")),
});

const blocked = createRoute({
  getParentRoute: () => manager,
  path: "blocked-interactions",
  component: lazyRouteComponent(() => import("./features/manager/BlockedPage")),
});

const failedSends = createRoute({
  getParentRoute: () => manager,
  path: "failed-sends",
  component: lazyRouteComponent(() => import("./features/manager/FailedSendsPage")),
});

const rules = createRoute({
  getParentRoute: () => manager,
  path: "rules",
  component: lazyRouteComponent(() => import("./features/manager/RulesPage")),
});

const decisions = createRoute({
  getParentRoute: () => manager,
  path: "decisions",
  validateSearch: readDecisionSearch,
  component: lazyRouteComponent(() => import("./features/manager/DecisionsPage")),
});

/** The company's history of interactions; who sees which of them, the API decides. */
const history = createRoute({
  getParentRoute: () => inside,
  path: "/history",
  validateSearch: readHistorySearch,
  beforeLoad: () => pageWords(),
  component: lazyRouteComponent(() => import("./features/history/HistoryPage")),
});

const historyDetail = createRoute({
  getParentRoute: () => inside,
  path: "/history/$interactionId",
  beforeLoad: () => pageWords(),
  component: lazyRouteComponent(() => import("./features/history/DetailPage")),
});

/** A direct link: the overlay opens over the borrower's page and the address becomes the borrower's. */
const interaction = createRoute({
  getParentRoute: () => inside,
  path: "/crm/borrowers/$borrowerId/interactions/$interactionId",
  beforeLoad: ({ params: { borrowerId, interactionId } }) => {
    throw redirect({
      to: "/crm/borrowers/$borrowerId",
      params: { borrowerId },
      search: {},
      state: { overlay: { interactionId, from: "link" } },
      replace: true,
    });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    inside.addChildren([
      home,
      crm,
      borrower.addChildren([borrowerContent, borrowerCase]),
      interaction,
      history,
      historyDetail,
      manager.addChildren([managerHome, unassociated, blocked, failedSends, rules, decisions]),
    ]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: false,
  // Plain words in the address instead of JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return text ? `?${text}` : "";
  },
});

/** What lies over the page; it is kept in the browser's history, so Back closes it. */
export interface Overlay {
  readonly interactionId: string;
  /** From a card of the page it lies over, from its own address, or from another page. */
  readonly from: "card" | "link" | "page";
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    overlay?: Overlay;
    /** The saved view of the history that was opened. */
    view?: string;
  }
}
