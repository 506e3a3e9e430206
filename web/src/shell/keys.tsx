import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";

/** What a key does on this page; told in the sheet of keys under `words` of the catalogue `shell:keys`. */
interface Bound {
  readonly key: string;
  readonly words: KeyWords;
  readonly act: (event: KeyboardEvent) => void;
  /** Whether it is meant where it was pressed; everywhere else the key keeps what it means to the browser. */
  readonly isMeant: (event: KeyboardEvent) => boolean;
}

export type KeyWords =
  | "search"
  | "palette"
  | "sheet"
  | "next"
  | "previous"
  | "nextScreen"
  | "previousScreen"
  | "first"
  | "last"
  | "open"
  | "close"
  | "filters"
  | "select";

/** The keys that hold now, newest last. */
interface Keyboard {
  bind(bound: Bound): () => void;
  list(): readonly Bound[];
  watch(watcher: () => void): () => void;
}

const SINGLE_KEYS = "switchboard-single-keys";

const KeyboardContext = createContext<Keyboard | null>(null);

/** Listens to the keys of the whole page. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const keyboard = useMemo(newKeyboard, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const single = !name.startsWith("Ctrl+");
      if (event.defaultPrevented || (single && isTyping(event)) || (name.length === 1 && !singleKeys()))
        return;
      const bound = keyboard.list().findLast(({ key, isMeant }) => key === name && isMeant(event));
      if (!bound || (single && isBelowDialog(event))) return;
      event.preventDefault();
      bound.act(event);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keyboard]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

interface When {
  readonly on?: boolean;
  readonly isMeant?: Bound["isMeant"];
}

/** Binds a key while the component is on the page; the last one bound wins. */
export function useKey(
  key: string,
  words: KeyWords,
  act: (event: KeyboardEvent) => void,
  { on = true, isMeant = always }: When = {},
): void {
  const keyboard = useContext(KeyboardContext);
  const latest = useRef({ act, isMeant });
  latest.current = { act, isMeant };
  useEffect(() => {
    if (!on) return;
    return keyboard?.bind({
      key,
      words,
      act: (event) => latest.current.act(event),
      isMeant: (event) => latest.current.isMeant(event),
    });
  }, [keyboard, key, words, on]);
}

/** The keys that hold now, each once. */
export function useBoundKeys(): readonly { key: string; words: KeyWords }[] {
  const keyboard = useContext(KeyboardContext);
  const list = useSyncExternalStore(keyboard?.watch ?? watchNothing, keyboard?.list ?? listNothing);
  return [...new Map(list.map(({ key, words }) => [key, { key, words }])).values()];
}

/** Whether single characters do anything; people who dictate switch them off (WCAG 2.1.4). */
export function singleKeys(): boolean {
  return localStorage.getItem(SINGLE_KEYS) !== "off";
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SINGLE_KEYS, on ? "on" : "off");
}

function newKeyboard(): Keyboard {
  let bounds: readonly Bound[] = [];
  const watchers = new Set<() => void>();
  const become = (next: readonly Bound[]) => {
    bounds = next;
    for (const watcher of watchers) watcher();
  };
  return {
    bind(bound) {
      become([...bounds, bound]);
      return () => become(bounds.filter((other) => other !== bound));
    },
    list: () => bounds,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

function nameOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.toLowerCase()}`;
  return event.altKey ? `Alt+${event.key}` : event.key;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** A dialog keeps the keys of the page beneath it from being heard. */
function isBelowDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
}

const NONE: readonly Bound[] = [];
const always = () => true;
const listNothing = () => NONE;
const watchNothing = () => () => undefined;
