import type { Message } from "#kernel";
import { NO_FIGURE } from "../figures.ts";
import { both, escapeText, html, hoverTitle, type Markup, trusted } from "../markup.ts";
import { reportWords, word } from "../words.ts";
import { positionOf, scaleOf, tickText } from "./scale.ts";

/** One layer of the bars of every day; null where nothing is known of a day. */
export interface DayLayer {
  readonly name: Message;
  readonly style: "series-1" | "series-2" | "series-3" | "series-4";
  readonly values: readonly (number | null)[];
  readonly decimals: 0 | 1;
}

export interface DayChart {
  readonly title: Message;
  readonly unit: Message;
  readonly days: readonly string[];
  readonly holidays: readonly string[];
  /** Stacked, the first at the bottom. */
  readonly layers: readonly DayLayer[];
}

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 58;
const RIGHT = 24;
const TOP = 12;
const BOTTOM = 40;
const BASE = HEIGHT - BOTTOM;

/** Stacked bars a day with axes, unit, legend, holidays marked below the axis, exact values on hover, and a table. */
export function dayChart(chart: DayChart): Markup {
  const scale = scaleOf(chart.days.map((_, day) => heightOf(chart.layers, day)));
  const y = (value: number): number => positionOf(value, scale, BASE, TOP);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, chart.days.length);
  const grid = scale.ticks
    .map(
      (tick) =>
        `<line class="${tick === 0 ? "axis" : "grid"}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text class="tick" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tickText(tick)}</text>`,
    )
    .join("");
  const drawn =
    grid +
    layersOf(chart, slot, y) +
    holidayMarks(chart, slot) +
    hitsOf(chart, slot) +
    dayLabels(chart.days, slot);
  return html`<figure class="chart"><figcaption>${both(chart.title)} <span class="unit">${both(chart.unit)}</span>${legend(
    chart,
  )}</figcaption><div class="drawing"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">${trusted(
    drawn,
  )}</svg></div>${tableOf(chart)}</figure>`;
}

/** One path a layer: a year of days would be thousands of rectangles. */
function layersOf({ days, layers }: DayChart, slot: number, y: (value: number) => number): string {
  const width = round(slot * 0.78);
  return layers
    .map((layer, place) => {
      const below = layers.slice(0, place);
      const bars = days.map((_, day) => {
        const value = layer.values[day] ?? 0;
        if (value <= 0) return "";
        const bottom = heightOf(below, day);
        return `M${round(LEFT + slot * (day + 0.11))} ${y(bottom)}V${y(bottom + value)}h${width}V${y(bottom)}z`;
      });
      return `<path class="${layer.style}" d="${bars.join("")}"/>`;
    })
    .join("");
}

function heightOf(layers: readonly DayLayer[], day: number): number {
  return layers.reduce((sum, { values }) => sum + (values[day] ?? 0), 0);
}

function hitsOf(chart: DayChart, slot: number): string {
  return chart.days
    .map((day, index) => {
      const title = hoverTitle({ zh: hoverText(chart, index, "zh"), en: hoverText(chart, index, "en") });
      return `<rect class="hit" x="${round(LEFT + slot * index)}" y="${TOP}" width="${round(slot)}" height="${BASE - TOP}" data-day="${escapeText(day)}">${title.markup}</rect>`;
    })
    .join("");
}

function hoverText(chart: DayChart, index: number, language: "zh" | "en"): string {
  const day = chart.days[index] ?? "";
  const mark = chart.holidays.includes(day) ? ` ${reportWords.messages.holiday[language]}` : "";
  return [
    `${day}${mark}`,
    ...chart.layers.map((layer) => `${layer.name[language]} ${figureOf(layer, index)}`),
  ].join("\n");
}

function figureOf({ values, decimals }: DayLayer, index: number): string {
  const value = values[index] ?? null;
  if (value === null) return NO_FIGURE;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A triangle below the axis, so that a holiday is not told by colour. */
function holidayMarks({ days, holidays }: DayChart, slot: number): string {
  const marks = days.flatMap((day, index) =>
    holidays.includes(day) ? [`M${round(LEFT + slot * (index + 0.5))} ${BASE + 2}l3.5 6h-7z`] : [],
  );
  return marks.length === 0 ? "" : `<path class="holiday" d="${marks.join("")}"/>`;
}

/** As many labels as fit, evenly chosen, so that they never overlap. */
function dayLabels(days: readonly string[], slot: number): string {
  const every = Math.max(1, Math.ceil(84 / slot));
  return days
    .map((day, index) =>
      index % every === 0 && (index === 0 || index + every / 2 < days.length)
        ? `<text class="tick" x="${round(LEFT + slot * (index + 0.5))}" y="${BASE + 24}" text-anchor="middle">${escapeText(day)}</text>`
        : "",
    )
    .join("");
}

function legend({ layers, holidays }: DayChart): Markup {
  const keys = layers.map(
    ({ name, style }) => html`<span class="key"><i class="swatch ${style}"></i>${both(name)}</span>`,
  );
  if (holidays.length > 0) keys.push(html`<span class="key">▲ ${word("holiday")}</span>`);
  return html`<span class="legend">${keys}</span>`;
}

function tableOf(chart: DayChart): Markup {
  const head = chart.layers.map(({ name }) => html`<th class="number">${both(name)}</th>`);
  const rows = chart.days.map(
    (day, index) =>
      html`<tr><td>${day}${chart.holidays.includes(day) ? html` ${word("holiday")}` : null}</td>${chart.layers.map(
        (layer) => html`<td class="number">${figureOf(layer, index)}</td>`,
      )}</tr>`,
  );
  return html`<details class="table-view"><summary>${word("tableView")}</summary><div class="scroll"><table><thead><tr><th>${word(
    "day",
  )}</th>${head}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
