import type { ShownParameter } from "../evaluation.ts";
import { NO_FIGURE, ratePercent, wan } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { unitText } from "../units.ts";
import { word } from "../words.ts";

/** Money and rates as people read them, with the exact value beside; lists item by item; anything else as it is. */
export function parameterValue({ value, unit }: ShownParameter): Markup {
  const exact = html`<span class="muted">${value} ${unitText(unit)}</span>`;
  if (/^-?\d+$/.test(value) && unit === "fen") return html`${wan(value)} ${word("wanUnit")} ${exact}`;
  if (/^-?\d+$/.test(value) && unit === "ppm") return html`${ratePercent(Number(value))} ${exact}`;
  const items = listOf(value);
  if (items === null) return value === NO_FIGURE ? html`${value}` : html`${value} ${unitText(unit)}`;
  if (items.length === 0) return html`${NO_FIGURE}`;
  return html`${items.map((item) => html`<div>${itemText(item, unit)}</div>`)}`;
}

/** The document carries lists as JSON text; text that only looks like it is shown as it is. */
function listOf(value: string): readonly unknown[] | null {
  if (!value.startsWith("[")) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function itemText(item: unknown, unit: string): Markup {
  if (typeof item === "number" && unit === "ppm") return html`${ratePercent(item)}`;
  if (isGradeRow(item)) {
    const lent = item.canBorrow ? null : html` · ${word("notLent")}`;
    return html`${item.grade} ≤ ${ratePercent(item.pdUpToPpm)} · ${word("churnCurve")} ${item.churnRating}${lent}`;
  }
  return html`${typeof item === "string" ? item : JSON.stringify(item)}`;
}

interface GradeRow {
  readonly grade: string;
  readonly pdUpToPpm: number;
  readonly churnRating: string;
  readonly canBorrow: boolean;
}

function isGradeRow(item: unknown): item is GradeRow {
  return (
    typeof item === "object" &&
    item !== null &&
    "grade" in item &&
    typeof item.grade === "string" &&
    "pdUpToPpm" in item &&
    typeof item.pdUpToPpm === "number" &&
    "churnRating" in item &&
    typeof item.churnRating === "string" &&
    "canBorrow" in item
  );
}
