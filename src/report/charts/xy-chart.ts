import type { Message } from "#kernel";
import { both, bothInSvg, escapeText, html, hoverTitle, type Markup, trusted } from "../markup.ts";
import { word } from "../words.ts";
import { positionOf, type Scale, scaleBetween, tickText } from "./scale.ts";

/** A point of a line; the interval is drawn as a bar through it. */
export interface XyPoint {
  readonly x: number;
  readonly y: number;
  readonly interval?: { readonly low: number; readonly high: number };
  /** The exact figures, for hover and table. */
  readonly text?: Message;
}

export interface XyLine {
  readonly name: Message;
  /** Colour and, so that colour is not alone, solid, dashed or dotted. */
  readonly style: "line-1" | "line-2" | "line-3" | "reference";
  readonly points: readonly XyPoint[];
  /** Whether each point is drawn as a dot with its own hover. */
  readonly hasDots?: boolean;
}

/** How an axis is read. */
export interface Axis {
  readonly name: Message;
  readonly low: number;
  readonly high: number;
  readonly unit: "percent" | "number" | "points";
}

export interface XyChart {
  readonly title: Message;
  readonly note?: Message;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly XyLine[];
  /** Names below the axis instead of numbers: point k of every line stands at k. */
  readonly labels?: readonly string[];
  /** A vertical mark with its sentence, such as the place of the largest distance. */
  readonly mark?: { readonly x: number; readonly from: number; readonly to: number; readonly text: Message };
}

const WIDTH = 460;
const HEIGHT = 300;
const LEFT = 56;
const RIGHT = 18;
const TOP = 12;
const BOTTOM = 46;
const mostTableRows = 24;

interface Frame {
  readonly xScale: Scale;
  readonly yScale: Scale;
  readonly atX: (value: number) => number;
  readonly atY: (value: number) => number;
}

/** Lines over two axes with units, legend, exact values on hover, and the same as a table. */
export function xyChart(chart: XyChart): Markup {
  const xScale =
    chart.labels === undefined
      ? scaleBetween(chart.x.low, chart.x.high)
      : { low: -0.5, high: chart.labels.length - 0.5, ticks: [] };
  const yScale = scaleBetween(chart.y.low, chart.y.high);
  const frame: Frame = {
    xScale,
    yScale,
    atX: (value) => positionOf(value, xScale, LEFT, WIDTH - RIGHT),
    atY: (value) => positionOf(value, yScale, HEIGHT - BOTTOM, TOP),
  };
  const drawn =
    gridOf(chart, frame) + chart.lines.map((line) => lineOf(line, frame)).join("") + markOf(chart, frame);
  const note = chart.note === undefined ? null : html` <span class="unit">${both(chart.note)}</span>`;
  return html`<figure class="chart"><figcaption>${both(chart.title)}${note}${legendOf(chart.lines)}</figcaption><div class="drawing whole"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">${trusted(
    drawn,
  )}${namesOfAxes(chart)}</svg></div>${tableOf(chart)}</figure>`;
}

function gridOf({ x, y, labels }: XyChart, { xScale, yScale, atX, atY }: Frame): string {
  const bottom = HEIGHT - BOTTOM;
  const across = yScale.ticks.map(
    (tick) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${atY(tick)}" y2="${atY(tick)}"/>` +
      `<text class="tick" x="${LEFT - 6}" y="${atY(tick) + 4}" text-anchor="end">${textOf(tick, y)}</text>`,
  );
  const places = labels === undefined ? xScale.ticks : placesOf(labels);
  const along = places.map(
    (tick) =>
      `<text class="tick" x="${atX(tick)}" y="${bottom + 16}" text-anchor="middle">${
        labels === undefined ? textOf(tick, x) : escapeText(labels[tick] ?? "")
      }</text>`,
  );
  return `${across.join("")}${along.join("")}<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}"/>`;
}

/** As many labels as fit. */
function placesOf(labels: readonly string[]): readonly number[] {
  const longest = Math.max(1, ...labels.map((label) => label.length));
  const every = Math.max(1, Math.ceil((labels.length * (longest * 7 + 10)) / (WIDTH - LEFT - RIGHT)));
  return [...labels.keys()].filter((place) => place % every === 0);
}

function namesOfAxes({ x, y }: XyChart): Markup {
  return html`<text class="tick" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${bothInSvg(
    x.name,
  )}</text><text class="tick" x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${
    (TOP + HEIGHT - BOTTOM) / 2
  })">${bothInSvg(y.name)}</text>`;
}

function lineOf({ style, points, hasDots }: XyLine, { atX, atY }: Frame): string {
  const shown = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const path = shown.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${atX(x)} ${atY(y)}`).join("");
  const bars = shown.map(({ x, interval }) =>
    interval === undefined
      ? ""
      : `<path class="interval" d="M${atX(x)} ${atY(interval.low)}V${atY(interval.high)}"/>`,
  );
  const dots =
    hasDots === true
      ? shown.map(({ x, y, text }) => {
          const title = text === undefined ? "" : hoverTitle(text).markup;
          return `<circle class="${style} dot" cx="${atX(x)}" cy="${atY(y)}" r="3.5">${title}</circle>`;
        })
      : [];
  return `${bars.join("")}<path class="${style}" d="${path}"/>${dots.join("")}`;
}

/** The sentence stands in the lower right corner, where rising curves leave room. */
function markOf({ mark }: XyChart, { atX, atY }: Frame): string {
  if (mark === undefined) return "";
  const text = bothInSvg(mark.text).markup;
  return (
    `<path class="mark" d="M${atX(mark.x)} ${atY(mark.from)}V${atY(mark.to)}"/>` +
    `<text class="label strong" x="${WIDTH - RIGHT - 6}" y="${HEIGHT - BOTTOM - 10}" text-anchor="end">${text}</text>`
  );
}

function legendOf(lines: readonly XyLine[]): Markup {
  if (lines.length < 2) return html``;
  const keys = lines.map(
    ({ name, style }) =>
      html`<span class="key"><svg class="swatch-line" viewBox="0 0 22 8" width="22" height="8"><path class="${style}" d="M1 4H21"/></svg>${both(name)}</span>`,
  );
  return html`<span class="legend">${keys}</span>`;
}

function tableOf({ x, y, lines, labels }: XyChart): Markup {
  const told = lines.filter(({ style }) => style !== "reference");
  const rows = told.flatMap(({ name, points }) =>
    thinned(points).map(
      ({ x: at, y: value, text }) =>
        html`<tr><td>${both(name)}</td><td class="number">${labels?.[at] ?? textOf(at, x)}</td><td class="number">${textOf(value, y)}</td><td>${
          text === undefined ? null : both(text)
        }</td></tr>`,
    ),
  );
  return html`<details class="table-view"><summary>${word("tableView")}</summary><div class="scroll"><table><thead><tr><th></th><th class="number">${both(
    x.name,
  )}</th><th class="number">${both(y.name)}</th><th></th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function thinned(points: readonly XyPoint[]): readonly XyPoint[] {
  const every = Math.ceil(points.length / mostTableRows);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}

function textOf(value: number, { unit }: Axis): string {
  if (!Number.isFinite(value)) return "—";
  if (unit === "percent") return `${tickText(Number((value * 100).toPrecision(6)))}%`;
  return unit === "points" ? tickText(Math.round(value)) : tickText(Number(value.toPrecision(6)));
}
