import { escapeText } from "../markup.ts";
import { positionOf, scaleOf, tickText } from "./scale.ts";

/** Grouped bars for paper, in one language, with every colour written out. */
export interface PrintBars {
  readonly groups: readonly string[];
  readonly unit: string;
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

const WIDTH = 720;
const HEIGHT = 190;
const LEFT = 56;
const RIGHT = 8;
const TOP = 26;
const BOTTOM = 24;
const COLOURS = ["#2b6c99", "#d9a45f", "#7d8a93"];
const FONT =
  'font-family="Noto Sans SC, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif" font-size="11"';

/** An SVG that needs no style sheet; names are escaped. */
export function printBars({ groups, unit, series }: PrintBars): string {
  const scale = scaleOf(series.flatMap(({ values }) => values));
  const y = (value: number): number => positionOf(value, scale, HEIGHT - BOTTOM, TOP);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, groups.length);
  const grid = scale.ticks.map(
    (tick) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="${tick === 0 ? "#8a959c" : "#dfe4e7"}" stroke-width="0.8"/>` +
      `<text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end" ${FONT} fill="#5b6770">${tickText(tick)}</text>`,
  );
  const every = Math.max(1, Math.ceil(58 / slot));
  const labels = groups.map((group, index) =>
    index % every === 0
      ? `<text x="${round(LEFT + slot * (index + 0.5))}" y="${HEIGHT - 7}" text-anchor="middle" ${FONT} fill="#5b6770">${escapeText(group)}</text>`
      : "",
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">${grid.join("")}${barsOf(series, slot, y)}${labels.join("")}${legendOf(series, unit)}</svg>`;
}

function barsOf(series: PrintBars["series"], slot: number, y: (value: number) => number): string {
  const width = round((slot * 0.76) / Math.max(1, series.length));
  const zero = y(0);
  return series
    .map(({ values }, place) =>
      values
        .map((value, index) => {
          const top = y(value);
          const height = round(Math.abs(top - zero));
          const left = round(LEFT + slot * (index + 0.12) + place * width);
          return height === 0
            ? ""
            : `<rect x="${left}" y="${Math.min(top, zero)}" width="${width}" height="${height}" fill="${COLOURS[place] ?? "#7d8a93"}"/>`;
        })
        .join(""),
    )
    .join("");
}

function legendOf(series: PrintBars["series"], unit: string): string {
  const keys = series.map(({ name }, index) => {
    const x = LEFT + 70 + index * 110;
    return `<rect x="${x}" y="4" width="10" height="10" fill="${COLOURS[index] ?? "#7d8a93"}"/><text x="${x + 15}" y="13" ${FONT} fill="#1c2226">${escapeText(name)}</text>`;
  });
  return `<text x="${LEFT - 6}" y="13" text-anchor="end" ${FONT} fill="#5b6770">${escapeText(unit)}</text>${keys.join("")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
