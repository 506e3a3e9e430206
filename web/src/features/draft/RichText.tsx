import { ActionIcon, Button, TextInput, Tooltip } from "@mantine/core";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import DOMPurify from "dompurify";
import {
  Bold,
  Italic,
  Link as LinkIcon,
  List,
  ListOrdered,
  type LucideIcon,
  Redo2,
  Underline,
  Undo2,
} from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { plainText } from "./plain_text";
import styles from "./RichText.module.css";

interface RichTextProps {
  readonly label: string;
  readonly html: string;
  readonly onWritten: (html: string, text: string) => void;
}

/** What an email is made of here, and nothing else. */
const TAGS = ["p", "br", "strong", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "h2", "h3"];

/** Words with marks: bold, lists, links. What is pasted is cut down to these. */
export function RichText({ label, html, onWritten }: RichTextProps) {
  const id = useId();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        code: false,
        codeBlock: false,
        horizontalRule: false,
        heading: { levels: [2, 3] },
        link: { openOnClick: false, defaultProtocol: "https", HTMLAttributes: { rel: null, target: null } },
      }),
    ],
    content: html,
    editorProps: {
      // Before the browser makes anything of it.
      transformPastedHTML: clean,
      // Tab leads out, as everywhere: in a list it would push the words to the right instead.
      handleDOMEvents: { keydown: (_, { key }) => key === "Tab" },
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": id,
        class: styles.words ?? "",
      },
    },
    onUpdate: ({ editor: written }) => {
      const text = plainText(written.getJSON());
      onWritten(text === "" ? "" : clean(written.getHTML()), text);
    },
  });
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press on the label goes to the words, as a label's does */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the words are reached by keyboard by themselves */}
      <span className={styles.label} id={id} onClick={() => editor?.commands.focus()}>
        {label}
      </span>
      <div className={styles.editor}>
        {editor && <Toolbar editor={editor} />}
        <EditorContent editor={editor} />
      </div>
    </div>
  );
}

function clean(html: string): string {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href"],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
  });
}

const MARKS = [
  { name: "bold", icon: Bold, act: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", icon: Italic, act: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  {
    name: "underline",
    icon: Underline,
    act: (editor: Editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: "bulletList",
    icon: List,
    act: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "orderedList",
    icon: ListOrdered,
    act: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
] as const;

function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation("draft");
  const [linking, setLinking] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      active: MARKS.filter(({ name }) => now.isActive(name)).map(({ name }) => name as string),
      link: now.isActive("link"),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  return (
    <>
      <div className={styles.toolbar} role="toolbar" aria-label={t("format.label")}>
        {MARKS.map(({ name, icon, act }) => (
          <Tool
            key={name}
            name={t(`format.${name}`)}
            icon={icon}
            pressed={state.active.includes(name)}
            onPress={() => act(editor)}
          />
        ))}
        <Tool
          name={t("format.link")}
          icon={LinkIcon}
          pressed={state.link}
          onPress={() => {
            if (state.link) editor.chain().focus().extendMarkRange("link").unsetLink().run();
            else setLinking(true);
          }}
        />
        <span className={styles.gap} />
        <Steps editor={editor} undo={state.undo} redo={state.redo} />
      </div>
      {linking && <LinkField editor={editor} onDone={() => setLinking(false)} />}
    </>
  );
}

/** Back and forth through what was changed. */
function Steps({ editor, undo, redo }: { editor: Editor; undo: boolean; redo: boolean }) {
  const { t } = useTranslation("draft");
  const chain = () => editor.chain().focus();
  return (
    <>
      <Tool name={t("format.undo")} icon={Undo2} disabled={!undo} onPress={() => chain().undo().run()} />
      <Tool name={t("format.redo")} icon={Redo2} disabled={!redo} onPress={() => chain().redo().run()} />
    </>
  );
}

interface ToolProps {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

function Tool({ name, icon: Icon, pressed, disabled = false, onPress }: ToolProps) {
  return (
    <Tooltip label={name} withArrow>
      <ActionIcon
        variant={pressed ? "light" : "subtle"}
        color={pressed ? "pine" : "gray"}
        size={26}
        aria-label={name}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onPress}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Where the chosen words lead; without any, the address itself is put in. */
function LinkField({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const { t } = useTranslation("draft");
  const [address, setAddress] = useState("");
  function set(): void {
    const href = /^(?:https?|mailto|tel):/i.test(address.trim())
      ? address.trim()
      : `https://${address.trim()}`;
    const chain = editor.chain().focus();
    if (editor.state.selection.empty) chain.insertContent(linked(href)).run();
    else chain.setLink({ href }).run();
    onDone();
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Neither sends the email nor closes what it is written in.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter" && address.trim() !== "") set();
    else {
      onDone();
      editor.commands.focus();
    }
  }
  return (
    <div className={styles.link}>
      <TextInput
        size="xs"
        aria-label={t("format.address")}
        placeholder="https://"
        autoFocus
        value={address}
        onChange={({ currentTarget: { value } }) => setAddress(value)}
        onKeyDown={press}
      />
      <Button disabled={address.trim() === ""} onClick={set}>
        {t("format.setLink")}
      </Button>
    </div>
  );
}

function linked(href: string) {
  return { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
}
