import type { Message } from "#kernel";
import { both, type Content, escapeText, html, hoverTitle, type Markup, trusted } from "../markup.ts";
import { word } from "../words.ts";
import { positionOf, scaleOf, tickText } from "./scale.ts";

/** One set of bars; `style` is a class of the style sheet: colour and, so that colour is not alone, a pattern. */
export interface BarSeries {
  readonly name: Message;
  readonly style: "series-1" | "series-2";
  readonly values: readonly number[];
  /** The exact figure for hover and table. */
  readonly texts: readonly string[];
}

export interface BarChart {
  readonly title: Message;
  readonly unit: Message;
  /** What the groups are, the heading of the table's first column. */
  readonly groupName: Message;
  readonly groups: readonly string[];
  readonly series: readonly BarSeries[];
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 58;
const RIGHT = 24;
const TOP = 12;
const BOTTOM = 34;

/** Grouped bars with axis, unit, legend, exact values on hover, and the same as a table. */
export function barChart(chart: BarChart): Markup {
  const scale = scaleOf(chart.series.flatMap((series) => series.values));
  const y = (value: number): number => positionOf(value, scale, HEIGHT - BOTTOM, TOP);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, chart.groups.length);
  // Strings, not the template, in the loops over bars: a report holds tens of thousands of them.
  const grid = scale.ticks
    .map(
      (tick) =>
        `<line class="${tick === 0 ? "axis" : "grid"}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text class="tick" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tickText(tick)}</text>`,
    )
    .join("");
  return html`<figure class="chart"><figcaption>${both(chart.title)} <span class="unit">${both(chart.unit)}</span>${legend(
    chart.series,
  )}</figcaption><div class="drawing"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">${trusted(
    grid,
  )}${trusted(barsOf(chart, slot, y))}${trusted(groupLabels(chart.groups, slot))}</svg></div>${tableOf(chart)}</figure>`;
}

function barsOf(chart: BarChart, slot: number, y: (value: number) => number): string {
  const width = round((slot * 0.78) / chart.series.length);
  const zero = y(0);
  return chart.groups
    .map((group, index) => {
      const left = LEFT + slot * (index + 0.11);
      const bars = chart.series
        .map((series, place) => {
          const top = y(series.values[index] ?? 0);
          const height = round(Math.abs(top - zero));
          if (height === 0) return "";
          return `<rect class="${series.style}" x="${round(left + place * width)}" y="${Math.min(top, zero)}" width="${width}" height="${height}"/>`;
        })
        .join("");
      const title = hoverTitle({
        zh: hoverText(chart, group, index, "zh"),
        en: hoverText(chart, group, index, "en"),
      });
      return `<g>${bars}<rect class="hit" x="${round(LEFT + slot * index)}" y="${TOP}" width="${round(slot)}" height="${HEIGHT - TOP - BOTTOM}">${title.markup}</rect></g>`;
    })
    .join("");
}

function hoverText(chart: BarChart, group: string, index: number, language: "zh" | "en"): string {
  const lines = chart.series.map((series) => `${series.name[language]} ${series.texts[index] ?? ""}`);
  return [group, ...lines].join("\n");
}

/** As many labels as fit, evenly chosen, so that they never overlap. */
function groupLabels(groups: readonly string[], slot: number): string {
  const longest = Math.max(1, ...groups.map((group) => group.length));
  const every = Math.max(1, Math.ceil((longest * 7 + 10) / slot));
  return groups
    .map((group, index) =>
      index % every === 0
        ? `<text class="tick" x="${round(LEFT + slot * (index + 0.5))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${escapeText(group)}</text>`
        : "",
    )
    .join("");
}

function legend(series: readonly BarSeries[]): Markup {
  const keys = series.map(
    ({ name, style }) => html`<span class="key"><i class="swatch ${style}"></i>${both(name)}</span>`,
  );
  return html`<span class="legend">${keys}</span>`;
}

function tableOf(chart: BarChart): Markup {
  const head: Content = chart.series.map((series) => html`<th class="number">${both(series.name)}</th>`);
  const rows = chart.groups.map(
    (group, index) =>
      html`<tr><td>${group}</td>${chart.series.map(
        (series) => html`<td class="number">${series.texts[index] ?? ""}</td>`,
      )}</tr>`,
  );
  return html`<details class="table-view"><summary>${word("tableView")}</summary><div class="scroll"><table><thead><tr><th>${both(
    chart.groupName,
  )}</th>${head}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
