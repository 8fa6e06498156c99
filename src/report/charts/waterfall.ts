import type { Message } from "#kernel";
import { signed, whole } from "../figures.ts";
import { both, bothInSvg, html, hoverTitle, type Markup } from "../markup.ts";
import { reportWords, word } from "../words.ts";

/** One step: an indicator moves the score by `delta`. */
export interface WaterfallStep {
  readonly name: Message;
  /** The bin or other explanation beside the name. */
  readonly detail: Message;
  readonly delta: number;
}

export interface Waterfall {
  readonly title: Message;
  readonly start: { readonly name: Message; readonly value: number };
  readonly steps: readonly WaterfallStep[];
  readonly end: { readonly name: Message; readonly value: number };
}

const WIDTH = 720;
const ROW = 26;
const LEFT = 270;
const RIGHT = 56;

/** Points waterfall: from the neutral score, step by step, to the score; lost points are hatched, not only coloured. */
export function waterfall(chart: Waterfall): Markup {
  const levels = [chart.start.value];
  for (const step of chart.steps) levels.push((levels.at(-1) ?? 0) + step.delta);
  // A span of at least 40 points keeps a flat card from looking dramatic.
  const low = Math.min(...levels, chart.end.value) - 20;
  const high = Math.max(...levels, chart.end.value, low + 60);
  const x = (value: number): number =>
    Math.round((LEFT + ((value - low) / (high - low)) * (WIDTH - LEFT - RIGHT)) * 10) / 10;
  const height = (chart.steps.length + 2) * ROW + 8;
  const rows = chart.steps.map((step, index) => stepRow(step, levels[index] ?? 0, index + 1, x));
  return html`<figure class="chart"><figcaption>${both(chart.title)} <span class="unit">${word("pointsUnit")}</span></figcaption><div class="drawing"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${chart.title.zh} ${chart.title.en}">${levelRow(
    chart.start,
    0,
    x,
    low,
  )}${rows}${levelRow(chart.end, chart.steps.length + 1, x, low)}</svg></div>${tableOf(chart, levels)}</figure>`;
}

function levelRow(level: Waterfall["start"], row: number, x: (value: number) => number, low: number): Markup {
  const y = row * ROW + 5;
  return html`<text class="label strong" x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${bothInSvg(level.name)}</text><rect class="series-1" x="${x(low)}" y="${y}" width="${round(x(level.value) - x(low))}" height="18"/><text class="label strong" x="${x(level.value) + 6}" y="${y + 14}">${whole(level.value)}</text>`;
}

function stepRow(step: WaterfallStep, from: number, row: number, x: (value: number) => number): Markup {
  const y = row * ROW + 5;
  const to = from + step.delta;
  const left = Math.min(x(from), x(to));
  const width = Math.max(1.5, round(Math.abs(x(to) - x(from))));
  const title = hoverTitle({
    zh: `${step.name.zh}\n${step.detail.zh}\n${signed(step.delta)} ${reportWords.messages.pointsUnit.zh}`,
    en: `${step.name.en}\n${step.detail.en}\n${signed(step.delta)} ${reportWords.messages.pointsUnit.en}`,
  });
  return html`<text class="label" x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${bothInSvg(shortened(step.name))}</text><line class="grid" x1="${x(from)}" x2="${x(from)}" y1="${y - 8}" y2="${y + 18}"/><rect class="${step.delta < 0 ? "lost" : "gained"}" x="${left}" y="${y}" width="${width}" height="18">${title}</rect><text class="label" x="${round(left + width) + 6}" y="${y + 14}">${signed(step.delta)}</text>`;
}

/** What fits left of the bars; the whole name is on hover and in the table. */
function shortened({ zh, en }: Message): Message {
  return {
    zh: zh.length > 19 ? `${zh.slice(0, 18)}…` : zh,
    en: en.length > 38 ? `${en.slice(0, 37)}…` : en,
  };
}

function tableOf(chart: Waterfall, levels: readonly number[]): Markup {
  const rows = chart.steps.map(
    (step, index) =>
      html`<tr><td>${both(step.name)}</td><td>${both(step.detail)}</td><td class="number">${signed(step.delta)}</td><td class="number">${whole(levels[index + 1] ?? 0)}</td></tr>`,
  );
  return html`<details class="table-view"><summary>${word("tableView")}</summary><div class="scroll"><table><tbody><tr><td>${both(
    chart.start.name,
  )}</td><td></td><td></td><td class="number">${whole(chart.start.value)}</td></tr>${rows}<tr><td>${both(
    chart.end.name,
  )}</td><td></td><td></td><td class="number">${whole(chart.end.value)}</td></tr></tbody></table></div></details>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
