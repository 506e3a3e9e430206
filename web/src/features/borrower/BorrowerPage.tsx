import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "../../api/refusal";
import type { Overlay } from "../../router";
import { usePageTitle } from "../../shell/Frame";
import { Loading, Trouble } from "../../shell/states";
import { keepRecent } from "../crm/recent";
import type { InteractionOverlay } from "../interaction/InteractionOverlay";
import { Interactions } from "../interactions/Interactions";
import { personAsked } from "./asked";
import styles from "./BorrowerPage.module.css";
import { NavColumn } from "./NavColumn";
import { personName } from "./name";

/** There once it has been loaded: what is lazy waits a third of a second when it is first drawn, loaded or not. */
let Loaded: typeof InteractionOverlay | null = null;

async function loadOverlay() {
  const { InteractionOverlay } = await import("../interaction/InteractionOverlay");
  Loaded = InteractionOverlay;
  return { default: InteractionOverlay };
}

const LazyOverlay = lazy(loadOverlay);

const route = getRouteApi("/inside/crm/borrowers/$borrowerId");

/** One borrower: who, how they may be reached, what was said. */
export default function BorrowerPage() {
  const { t } = useTranslation("borrower");
  const { borrowerId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const scroller = useRef<HTMLElement>(null);
  const { side, setSide, isCase } = useSide();
  const { data: person, error, refetch } = useQuery(personAsked(borrowerId));
  usePageTitle(person ? personName(person) : t("title"));
  useCanonicalAddress(borrowerId, person?.id);
  // Whoever looks at a borrower opens a card next.
  useEffect(() => {
    if (person) void loadOverlay();
  }, [person]);

  useEffect(() => {
    if (person) keepRecent(person.id);
    else if (error && asRefusal(error).status === 404) keepRecent(borrowerId, true);
  }, [person, error, borrowerId]);

  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!person || person.id !== borrowerId) return <Loading lines={8} height={20} />;
  return (
    <div className={styles.page} data-side={side}>
      <SegmentedControl
        className={styles.sides}
        aria-label={t("sides")}
        value={side}
        onChange={(value) => setSide(value === "content" ? "content" : "history")}
        data={[
          { value: "history", label: t("side.history") },
          { value: "content", label: t(isCase ? "side.case" : "side.content") },
        ]}
      />
      <section className={styles.column} ref={scroller} aria-label={t("column")}>
        <NavColumn person={person} search={search} />
        <Interactions
          personId={person.id}
          search={search}
          onSearch={(next) => void navigate({ to: ".", search: next, replace: true, resetScroll: false })}
          scroller={scroller}
        />
      </section>
      <div className={styles.content}>
        <Outlet />
      </div>
      <OverPage personId={person.id} />
    </div>
  );
}

const CASE = "/crm/borrowers/$borrowerId/cases/$caseId";

/** On a phone one side is seen at a time; a case that is opened is what is to be seen. */
function useSide() {
  // Not `useMatchRoute`: with it the whole page would be drawn anew whenever something opens over it.
  const isCase = useRouterState({
    select: ({ matches }) => matches.some(({ fullPath }) => fullPath === CASE),
  });
  const [side, setSide] = useState<"history" | "content">(isCase ? "content" : "history");
  useEffect(() => {
    if (isCase) setSide("content");
  }, [isCase]);
  return { side, setSide, isCase };
}

/** An address with an external id becomes that of the person: events name people by their ids. */
function useCanonicalAddress(given: string, known: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!known || known === given) return;
    void navigate({
      to: ".",
      params: (before) => ({ ...before, borrowerId: known }),
      search: (before) => before,
      state: (before) => before,
      replace: true,
    });
  }, [given, known, navigate]);
}

/** What the browser's history says lies over the page. */
function OverPage({ personId }: { personId: string }) {
  const overlay = useRouterState({ select: ({ location }) => location.state.overlay });
  return overlay ? <Opened personId={personId} overlay={overlay} /> : null;
}

function Opened({ personId, overlay }: { personId: string; overlay: Overlay }) {
  const [Overlay] = useState(() => Loaded ?? LazyOverlay);
  return (
    <Suspense>
      <Overlay personId={personId} overlay={overlay} />
    </Suspense>
  );
}
