import DOMPurify from "dompurify";

/** An email as a page of its own, for a frame in which nothing runs. */
export interface EmailDocument {
  readonly html: string;
  /** Images that other servers would be asked for. */
  readonly remoteImages: number;
}

/** What an email is never given: anything that runs, asks, sends, or loads by itself. */
const FORBIDDEN = [
  "form",
  "input",
  "button",
  "textarea",
  "select",
  "option",
  "iframe",
  "frame",
  "object",
  "embed",
  "audio",
  "video",
  "source",
  "track",
  "link",
  "meta",
  "base",
  "svg",
  "math",
  "dialog",
];

const REMOTE = /^\s*(https?:)?\/\//i;

export function emailDocument(html: string, withImages: boolean): EmailDocument {
  // Of a document of its own: a picture must not load before it is known to be wanted.
  const body = document.implementation.createHTMLDocument().body;
  const clean = DOMPurify.sanitize(html, {
    FORBID_TAGS: FORBIDDEN,
    FORBID_ATTR: ["srcset", "ping", "background", "autofocus", "tabindex", "id", "name"],
    ADD_ATTR: ["target"],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  body.append(clean);
  const remoteImages = body.querySelectorAll("img[src]");
  let remote = 0;
  for (const image of remoteImages) {
    if (!REMOTE.test(image.getAttribute("src") ?? "")) continue;
    remote += 1;
    if (!withImages) image.removeAttribute("src");
  }
  for (const link of body.querySelectorAll("a[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow");
  }
  return { html: page(body.innerHTML, withImages), remoteImages: remote };
}

/** The frame inherits our policy; this one narrows it: no script, and no image from outside unless asked for. */
function page(body: string, withImages: boolean): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:${withImages ? " https:" : ""}`;
  const style =
    "body{margin:16px;background:#fff;color:#1d2423;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}" +
    "img{max-width:100%;height:auto}table{max-width:100%}";
  return (
    `<!doctype html><html><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="referrer" content="no-referrer"><style>${style}</style></head><body>${body}</body></html>`
  );
}
