import type { Message } from "#kernel";
import type { Evaluation } from "./evaluation.ts";
import { both, type Content, escapeText, html, type Markup } from "./markup.ts";
import { languageScript } from "./script.ts";
import { styleSheet } from "./style.ts";
import { reportWords, word } from "./words.ts";

export interface Page {
  readonly title: Message;
  /** Beside the title: where one is, or the way back. */
  readonly lead: Content;
  readonly body: Content;
  /** Scripts of this page besides the language switch. */
  readonly script?: string;
}

/** A page of an evaluation: it says whose data and of which day. */
export function writePage(page: Page, evaluation: Evaluation): string {
  const simulated = evaluation.simulated ? html`<span class="badge">${word("simulated")}</span>` : null;
  return writeFrame(page, {
    badge: simulated,
    notice: word("notice"),
    foot: html`${word("product")} · ${word("dataset")} ${evaluation.dataset} · ${word("asOf")} ${evaluation.asOf} ${simulated} · ${word("notice")}`,
  });
}

/** What stands around a page. */
export interface PageFrame {
  readonly badge: Content;
  readonly notice: Content;
  readonly foot: Content;
}

/**
 * A whole page: one file that needs no other and no network. A policy in the head forbids everything but its own style
 * and script, so that even a mistake in escaping could load nothing.
 */
export function writeFrame(page: Page, frame: PageFrame): string {
  const { title } = page;
  const other = reportWords.messages.otherLanguage;
  const body = html`<header class="top"><h1>${both(title)}</h1>${frame.badge}<span class="muted">${page.lead}</span><span class="spacer"></span><span class="brand">${word(
    "product",
  )}</span><button class="language" type="button" data-en="${other.en}">${other.zh}</button></header><main><p class="notice">${
    frame.notice
  }</p>${page.body}</main><footer>${frame.foot}</footer>`;
  return `<!doctype html>
<html lang="zh-CN" data-language="zh"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title data-en="${escapeText(title.en)}">${escapeText(title.zh)}</title>
<style>${styleSheet}</style></head><body>
${body.markup}
<script>${languageScript}${page.script ?? ""}</script></body></html>
`;
}

/** A figure of the strip at the top of a page: what, value, unit, and a line below. */
export function keyFigure(what: Markup, value: Content, unit: Content = null, note: Content = null): Markup {
  return html`<div><div class="what">${what}</div><div class="value">${value}${
    unit === null ? null : html`<small>${unit}</small>`
  }</div>${note === null ? null : html`<div class="note">${note}</div>`}</div>`;
}

/** A link between pages of the report; the language goes with it. */
export function pageLink(href: string, content: Content): Markup {
  return html`<a data-page href="${href}">${content}</a>`;
}
