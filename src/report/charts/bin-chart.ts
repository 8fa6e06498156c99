import type { Message } from "#kernel";
import { decimal, percent, whole } from "../figures.ts";
import { both, escapeText, html, hoverTitle, type Markup, trusted } from "../markup.ts";
import { word } from "../words.ts";
import { positionOf, scaleOf, tickText } from "./scale.ts";

/** One bin: its share as a bar, its bad rate on the line, its weight of evidence below. */
export interface ChartBin {
  readonly label: Message;
  readonly count: number;
  readonly share: number;
  readonly bads: number;
  /** Null where the bin holds nobody. */
  readonly badRate: number | null;
  readonly woe: number;
  readonly points: number | null;
  /** Whether the bad-rate line goes on to it: ranges are in order, special and missing bins are not. */
  readonly isOnLine: boolean;
}

export interface BinChart {
  readonly title: Message;
  readonly note: Message;
  readonly names: Readonly<Record<"bin" | "rows" | "share" | "bads" | "badRate" | "points", Message>>;
  readonly bins: readonly ChartBin[];
}

const WIDTH = 720;
const HEIGHT = 330;
const LEFT = 52;
const RIGHT = 52;
const TOP = 12;
const MIDDLE = 188;
const WOE_TOP = 236;
const BOTTOM = 14;
const labelCharacterWidth = 6.6;

/** Bars of share, line of bad rate, and weights of evidence of one indicator, with every figure on hover and in a table. */
export function binChart(chart: BinChart): Markup {
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, chart.bins.length);
  const drawn = sharesOf(chart, slot) + ratesOf(chart, slot) + woesOf(chart, slot) + hitsOf(chart, slot);
  const { share, badRate } = chart.names;
  return html`<figure class="chart"><figcaption>${both(chart.title)} <span class="unit">${both(chart.note)}</span><span class="legend"><span class="key"><i class="swatch series-1"></i>${both(
    share,
  )}</span><span class="key"><svg class="swatch-line" viewBox="0 0 22 8" width="22" height="8"><path class="line-2" d="M1 4H21"/></svg>${both(
    badRate,
  )}</span><span class="key"><i class="swatch series-3"></i>WOE</span></span></figcaption><div class="drawing"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">${trusted(
    drawn,
  )}</svg></div>${tableOf(chart)}</figure>`;
}

function centreOf(index: number, slot: number): number {
  return round(LEFT + slot * (index + 0.5));
}

function sharesOf({ bins }: BinChart, slot: number): string {
  const scale = scaleOf(bins.map(({ share }) => share));
  const y = (value: number): number => positionOf(value, scale, MIDDLE, TOP);
  const grid = scale.ticks.map(
    (tick) =>
      `<line class="${tick === 0 ? "axis" : "grid"}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/>` +
      `<text class="tick" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${tickText(tick * 100)}%</text>`,
  );
  const bars = bins.map(
    ({ share }, index) =>
      `<rect class="series-1" x="${round(LEFT + slot * (index + 0.2))}" y="${y(share)}" width="${round(slot * 0.6)}" height="${round(MIDDLE - y(share))}"/>`,
  );
  const longest = Math.max(4, Math.floor(slot / labelCharacterWidth));
  const labels = bins.map(({ label }, index) =>
    (["zh", "en"] as const)
      .flatMap((language) =>
        linesOf(label[language], longest).map(
          (line, place) =>
            `<text class="tick ${language}" x="${centreOf(index, slot)}" y="${MIDDLE + 15 + 13 * place}" text-anchor="middle">${escapeText(line)}</text>`,
        ),
      )
      .join(""),
  );
  return grid.join("") + bars.join("") + labels.join("");
}

/** The right axis. */
function ratesOf({ bins }: BinChart, slot: number): string {
  const scale = scaleOf(bins.map(({ badRate }) => badRate ?? 0));
  const y = (value: number): number => positionOf(value, scale, MIDDLE, TOP);
  const ticks = scale.ticks.map(
    (tick) =>
      `<text class="tick" x="${WIDTH - RIGHT + 6}" y="${y(tick) + 4}">${tickText(Number((tick * 100).toPrecision(6)))}%</text>`,
  );
  let path = "";
  const dots = bins.map(({ badRate, isOnLine }, index) => {
    if (badRate === null) return "";
    const place = `${centreOf(index, slot)} ${y(badRate)}`;
    if (isOnLine) path += `${path === "" ? "M" : "L"}${place}`;
    return `<circle class="line-2 dot" cx="${centreOf(index, slot)}" cy="${y(badRate)}" r="3.5"/>`;
  });
  return `${ticks.join("")}<path class="line-2" d="${path}"/>${dots.join("")}`;
}

function woesOf({ bins }: BinChart, slot: number): string {
  const scale = scaleOf(
    bins.map(({ woe }) => woe),
    2,
  );
  const y = (value: number): number => positionOf(value, scale, HEIGHT - BOTTOM, WOE_TOP);
  const axis = `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(0)}" y2="${y(0)}"/><text class="tick" x="${LEFT - 6}" y="${y(0) + 4}" text-anchor="end">WOE 0</text>`;
  const bars = bins.map(({ woe, count }, index) => {
    const top = Math.min(y(woe), y(0));
    const height = Math.max(count === 0 ? 0 : 1, round(Math.abs(y(woe) - y(0))));
    const text = woe >= 0 ? top - 4 : top + height + 12;
    return (
      `<rect class="series-3" x="${round(LEFT + slot * (index + 0.3))}" y="${top}" width="${round(slot * 0.4)}" height="${height}"/>` +
      `<text class="tick" x="${centreOf(index, slot)}" y="${text}" text-anchor="middle">${decimal(woe, 2)}</text>`
    );
  });
  return axis + bars.join("");
}

function hitsOf({ bins, names }: BinChart, slot: number): string {
  return bins
    .map((bin, index) => {
      const text = (language: "zh" | "en"): string =>
        [
          bin.label[language],
          `${names.rows[language]} ${whole(bin.count)} (${percent(bin.share, 1)})`,
          `${names.bads[language]} ${whole(bin.bads)}, ${names.badRate[language]} ${percent(bin.badRate)}`,
          `WOE ${decimal(bin.woe, 4)}`,
          ...(bin.points === null ? [] : [`${names.points[language]} ${decimal(bin.points, 0)}`]),
        ].join("\n");
      const title = hoverTitle({ zh: text("zh"), en: text("en") });
      return `<rect class="hit" x="${round(LEFT + slot * index)}" y="${TOP}" width="${round(slot)}" height="${HEIGHT - TOP - BOTTOM}">${title.markup}</rect>`;
    })
    .join("");
}

function tableOf({ bins, names }: BinChart): Markup {
  const heads = [names.rows, names.share, names.bads, names.badRate].map(
    (name) => html`<th class="number">${both(name)}</th>`,
  );
  const rows = bins.map(
    (bin) =>
      html`<tr><td>${both(bin.label)}</td><td class="number">${whole(bin.count)}</td><td class="number">${percent(
        bin.share,
        1,
      )}</td><td class="number">${whole(bin.bads)}</td><td class="number">${percent(bin.badRate)}</td><td class="number">${decimal(
        bin.woe,
        4,
      )}</td><td class="number">${decimal(bin.points, 0)}</td></tr>`,
  );
  return html`<details class="table-view"><summary>${word("tableView")}</summary><div class="scroll"><table><thead><tr><th>${both(
    names.bin,
  )}</th>${heads}<th class="number">WOE</th><th class="number">${both(names.points)}</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** A label on two lines where it is too long for one; a range breaks between its ends. */
function linesOf(label: string, longest: number): readonly string[] {
  if (widthOf(label) <= longest) return [label];
  const comma = label.indexOf(", ");
  const first = comma > 0 && comma < longest ? label.slice(0, comma + 1) : cutTo(label, longest);
  const second = label.slice(first.length).trim();
  return [first, widthOf(second) <= longest ? second : `${cutTo(second, longest - 1)}…`];
}

/** Chinese characters are twice as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character >= "\u2e80" ? 2 : 1), 0);
}

function cutTo(text: string, width: number): string {
  let cut = "";
  for (const character of text) {
    if (widthOf(cut + character) > width) break;
    cut += character;
  }
  return cut;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
