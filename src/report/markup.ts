import type { Message } from "#kernel";

/** Text that is HTML already; everything else is escaped where it is put in. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | null | readonly Markup[];

/**
 * HTML from a template. Every value that is not `Markup` is escaped, so a name from a file cannot become a tag or leave
 * an attribute; attribute values must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let markup = strings[0] ?? "";
  for (let index = 0; index < values.length; index++) {
    markup += render(values[index] ?? null) + (strings[index + 1] ?? "");
  }
  return { markup };
}

/** Markup as it is: for text of our own only. */
export function trusted(markup: string): Markup {
  return { markup };
}

export const nothing: Markup = { markup: "" };

/** Both languages; the style sheet shows one of them. */
export function both({ zh, en }: Message): Markup {
  const left = escapeText(zh);
  const right = escapeText(en);
  return {
    markup:
      left === right ? left : `<span class="zh">${left}</span><span class="en" lang="en">${right}</span>`,
  };
}

/** Both languages inside an SVG text. */
export function bothInSvg({ zh, en }: Message): Markup {
  return {
    markup: `<tspan class="zh">${escapeText(zh)}</tspan><tspan class="en" lang="en">${escapeText(en)}</tspan>`,
  };
}

/** A hover title; a title cannot hold tags, so the script swaps its text when the language changes. */
export function hoverTitle({ zh, en }: Message): Markup {
  return { markup: `<title data-en="${escapeText(en)}">${escapeText(zh)}</title>` };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe in text and in double-quoted attributes; control characters, which HTML forbids, become spaces. */
export function escapeText(text: string): string {
  // Most text needs nothing; testing first is several times faster than replacing.
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replace(EVERY_ESCAPE, (character) => ESCAPES[character] ?? " ");
}

// oxlint-disable-next-line no-control-regex
const NEEDS_ESCAPE = /[&<>"'\u0000-\u0008\u000b-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex
const EVERY_ESCAPE = /[&<>"'\u0000-\u0008\u000b-\u001f\u007f]/g;

function render(value: Content): string {
  if (value === null) return "";
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return String(value);
  if (isMarkup(value)) return value.markup;
  return value.map((item) => item.markup).join("");
}

function isMarkup(value: Markup | readonly Markup[]): value is Markup {
  return "markup" in value;
}
