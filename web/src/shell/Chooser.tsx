import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from "react";
import styles from "./Chooser.module.css";
import field from "./SearchField.module.css";

export interface Choice {
  readonly id: string;
  readonly shown: ReactNode;
  readonly act: () => void;
}

export interface ChoiceGroup {
  readonly title?: string;
  readonly choices: readonly Choice[];
}

interface ChooserProps {
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly groups: readonly ChoiceGroup[];
  /** Shown where there is no choice: a first word, nothing found, trouble. */
  readonly instead?: ReactNode;
  /** `float`: the list lies over the page while the field is in use. */
  readonly list: "float" | "below";
  readonly size?: "normal" | "large";
  readonly end?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field whose list follows what is typed: arrows move, Enter takes, Escape leaves. */
export function Chooser(props: ChooserProps) {
  const { label, groups, instead, list, size = "normal", end } = props;
  const id = useId();
  const choosing = useChoosing(props, id);
  const { choices, active, shown, take, point } = choosing;
  return (
    <div className={styles.chooser} data-list={list}>
      <div className={field.field} data-size={size}>
        <Search size={size === "large" ? 18 : 15} aria-hidden />
        <Field {...props} id={id} choosing={choosing} />
        {end}
      </div>
      {shown && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a press on the list must not take the focus from the field
        <div className={styles.list} onMouseDown={(event) => event.preventDefault()} role="presentation">
          {choices.length === 0 && instead}
          <div id={`${id}-list`} role="listbox" aria-label={label} hidden={choices.length === 0}>
            {groups.map((group, number) => (
              <ChoiceList
                key={group.title ?? number}
                id={id}
                group={group}
                active={active?.id ?? null}
                onTake={take}
                onPoint={point}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** Which choice is the one that Enter takes, and whether the list is open. */
function useChoosing({ groups, instead, list }: ChooserProps, id: string) {
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(list === "below");
  const choices = groups.flatMap((group) => group.choices);
  const active = choices[Math.min(at, choices.length - 1)];
  const shown = open && (choices.length > 0 || instead !== undefined);
  useEffect(() => {
    if (active) document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: "nearest" });
  }, [active, id]);
  return {
    choices,
    active,
    shown,
    setOpen,
    first: () => setAt(0),
    point: (choice: Choice) => setAt(choices.indexOf(choice)),
    step(by: number): void {
      setOpen(true);
      setAt((before) => (Math.min(before, choices.length - 1) + by + choices.length) % choices.length);
    },
    take(choice: Choice): void {
      if (list === "float") setOpen(false);
      choice.act();
    },
  };
}

type Choosing = ReturnType<typeof useChoosing>;

function Field({
  id,
  choosing,
  ...props
}: ChooserProps & { readonly id: string; readonly choosing: Choosing }) {
  const { label, hint, text, onText, list, ref } = props;
  const { active, shown, setOpen, first } = choosing;
  return (
    <input
      ref={ref}
      type="text"
      role="combobox"
      aria-label={label}
      aria-expanded={shown}
      aria-controls={`${id}-list`}
      aria-autocomplete="list"
      aria-activedescendant={shown && active ? `${id}-${active.id}` : undefined}
      placeholder={hint ?? label}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => {
        onText(event.currentTarget.value);
        first();
        setOpen(true);
      }}
      onFocus={() => setOpen(true)}
      onBlur={() => list === "float" && setOpen(false)}
      onKeyDown={(event) => press(event, list, choosing)}
    />
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function press(event: KeyboardEvent<HTMLInputElement>, list: ChooserProps["list"], choosing: Choosing): void {
  const { choices, active, shown, setOpen, step, take } = choosing;
  const by = STEPS[event.key];
  if (by && choices.length > 0) {
    event.preventDefault();
    step(by);
  }
  if (event.key === "Enter" && active && shown) {
    event.preventDefault();
    take(active);
  }
  if (event.key === "Escape" && list === "float") {
    setOpen(false);
    event.currentTarget.blur();
  }
}

interface ChoiceListProps {
  readonly id: string;
  readonly group: ChoiceGroup;
  readonly active: string | null;
  readonly onTake: (choice: Choice) => void;
  readonly onPoint: (choice: Choice) => void;
}

function ChoiceList({ id, group, active, onTake, onPoint }: ChoiceListProps) {
  if (group.choices.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box, not of fields in a form
    <div role="group" aria-label={group.title}>
      {group.title && (
        <div className={styles.title} aria-hidden>
          {group.title}
        </div>
      )}
      {group.choices.map((choice) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
        <div
          key={choice.id}
          id={`${id}-${choice.id}`}
          role="option"
          aria-selected={choice.id === active}
          className={styles.choice}
          onClick={() => onTake(choice)}
          onMouseMove={() => onPoint(choice)}
        >
          {choice.shown}
        </div>
      ))}
    </div>
  );
}
