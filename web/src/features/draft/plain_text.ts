type Attributes = Readonly<Record<string, unknown>> | undefined;

/** A piece of what was written with marks, as the editor keeps it. */
export interface Written {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Attributes }[] | undefined;
  readonly attrs?: Attributes;
  readonly content?: readonly Written[] | undefined;
}

/** The same words for readers that show no marks: lists keep their signs, links their addresses. */
export function plainText(written: Written): string {
  return blocks(written.content ?? [], "\n\n").trim();
}

function blocks(pieces: readonly Written[], between: string): string {
  return pieces.map(block).join(between);
}

function block(piece: Written): string {
  const content = piece.content ?? [];
  switch (piece.type) {
    case "bulletList":
      return content.map((item) => listItem(item, "- ")).join("\n");
    case "orderedList": {
      const first = Number(piece.attrs?.start ?? 1);
      return content.map((item, at) => listItem(item, `${first + at}. `)).join("\n");
    }
    case "blockquote":
      return indented(blocks(content, "\n"), "> ", "> ");
    default:
      return content.map(inline).join("");
  }
}

function listItem(item: Written, sign: string): string {
  return indented(blocks(item.content ?? [], "\n"), sign, " ".repeat(sign.length));
}

function indented(text: string, first: string, others: string): string {
  return text
    .split("\n")
    .map((line, at) => (at === 0 ? first : others) + line)
    .join("\n");
}

function inline({ type, text = "", marks = [] }: Written): string {
  if (type === "hardBreak") return "\n";
  const address = marks.find((mark) => mark.type === "link")?.attrs?.href;
  return typeof address === "string" && address !== text ? `${text} (${address})` : text;
}
