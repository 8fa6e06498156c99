import { type Bin, type BinnedIndicator, type Binning, type CardIndicator, labelOfBin } from "#scorecard";
import { binChart, type ChartBin } from "../charts/bin-chart.ts";
import { decimal, percent } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { trendWords } from "./value-words.ts";
import { conflictText } from "./screening-section.ts";
import { say, scorecardWords } from "./scorecard-words.ts";

/** Charts of the indicators on the card, and the rest folded below them, strongest first. */
export function binningSection({ binnings, card, developmentRows }: ScorecardReport): Markup {
  const onCard = new Map(card.indicators.map((indicator) => [indicator.id, indicator]));
  const binned = binnings
    .flatMap(({ id, result }) => (result.kind === "binned" ? [{ id, result }] : []))
    .sort((left, right) => right.result.iv - left.result.iv);
  const shown = binned.filter(({ id }) => onCard.has(id));
  const others = binned.filter(({ id }) => !onCard.has(id));
  const chartOf = ({ id, result }: { readonly id: string; readonly result: Binning }): Markup =>
    chartOfBinning(id, result, onCard.get(id) ?? null, developmentRows);
  const folded =
    others.length === 0
      ? null
      : html`<details><summary>${say("screening")}: ${String(others.length)}</summary><div class="columns">${others.map(chartOf)}</div></details>`;
  return html`<section id="binning"><h2>${say("binning")}</h2><p class="muted">WOE = ln(${say("bads")} % / ${say(
    "goods",
  )} %)</p><div class="columns">${shown.map(chartOf)}</div>${folded}${infeasibleOf(binnings)}</section>`;
}

function infeasibleOf(binnings: readonly BinnedIndicator[]): Markup | null {
  const rows = binnings.flatMap(({ id, result }) =>
    result.kind === "infeasible" ? [html`<li>${id}: ${conflictText(result.reason)}</li>`] : [],
  );
  return rows.length === 0 ? null : html`<h3>${say("infeasible")}</h3><ul class="reasons">${rows}</ul>`;
}

/** The chart of one binning, with its points when it is on the card. */
export function chartOfBinning(
  id: string,
  binning: Binning,
  indicator: CardIndicator | null,
  rows: number,
): Markup {
  const { messages } = scorecardWords;
  const points = indicator?.bins.map((bin) => bin.points) ?? null;
  const status =
    binning.status === "bounded"
      ? scorecardWords.both("bounded", { upper: decimal(binning.certificate.upper, 4) })
      : messages[binning.status];
  const iv = `IV ${decimal(binning.iv, 4)}`;
  const trend = trendWords[binning.trend];
  return binChart({
    title: { zh: id, en: id },
    note: {
      zh: `${iv} · ${trend.zh} · ${status.zh}`,
      en: `${iv} · ${trend.en} · ${status.en}`,
    },
    names: messages,
    bins: binning.bins
      .map((bin, index) => chartBin(bin, points?.[index] ?? null, rows))
      .filter(({ count }, index) => count > 0 || binning.bins[index]?.kind === "range"),
  });
}

function chartBin(bin: Bin, points: number | null, rows: number): ChartBin {
  return {
    label: { zh: labelOfBin(bin, "zh"), en: labelOfBin(bin, "en") },
    count: bin.count,
    share: bin.count / rows,
    bads: bin.bads,
    badRate: bin.count === 0 ? null : bin.bads / bin.count,
    woe: bin.woe,
    points,
    isOnLine: bin.kind === "range" || bin.kind === "group",
  };
}

/** A bad rate with its bar, for tables of bins. */
export function rateCell(bads: number, count: number): Markup {
  const rate = count === 0 ? null : bads / count;
  const width = Math.round((rate ?? 0) * 90);
  return html`<span class="rate">${percent(rate, 1)}<span class="bar" style="width:${width}px"></span></span>`;
}
