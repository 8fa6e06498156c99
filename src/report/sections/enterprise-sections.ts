import { barChart } from "../charts/bar-chart.ts";
import { type WaterfallStep, waterfall } from "../charts/waterfall.ts";
import type { EvaluatedEnterprise, EnterpriseSeries, ShownIndicator } from "../evaluation.ts";
import { NO_FIGURE, wan, whole } from "../figures.ts";
import { both, html, type Markup, nothing } from "../markup.ts";
import { reportWords, word } from "../words.ts";
import { definitionOf, indicatorName, missingText, valueText } from "./indicator-name.ts";

const { messages } = reportWords;

/** Points from the neutral start to the card's score, and for a development case on to its out-of-fold score. */
export function pointsWaterfall(enterprise: EvaluatedEnterprise): Markup {
  const { points, score, scoredBy } = enterprise;
  if (score === null || points.length === 0) return nothing;
  const steps: WaterfallStep[] = points.map(({ indicator, bin, points: own, neutralPoints }) => ({
    name: indicatorName(indicator),
    detail: bin === "missing" ? messages.missing : { zh: bin, en: bin },
    delta: own - neutralPoints,
  }));
  steps.sort((a, b) => a.delta - b.delta);
  const moved = steps.reduce((sum, step) => sum + step.delta, 0);
  let start = score - moved;
  if (scoredBy === "outOfFold" && enterprise.cardScore !== undefined) {
    start = enterprise.cardScore - moved;
    steps.push({
      name: messages.outOfFoldStep,
      detail: messages.outOfFoldDetail,
      delta: score - enterprise.cardScore,
    });
  }
  return waterfall({
    title: messages.waterfallTitle,
    start: { name: messages.neutral, value: start },
    steps,
    end: { name: messages.score, value: score },
  });
}

/** Monthly sales and purchases, and monthly void and red invoices. */
export function seriesCharts(series: EnterpriseSeries): Markup {
  if (series.months.length === 0) return html`<p class="muted">${word("noSeries")}</p>`;
  const shared = { groupName: messages.month, groups: series.months };
  const wanOf = (fen: string): number => Number(fen) / 1e6;
  return html`${barChart({
    ...shared,
    title: messages.tradeTitle,
    unit: messages.wanUnit,
    series: [
      {
        name: messages.sales,
        style: "series-1",
        values: series.salesFen.map(wanOf),
        texts: series.salesFen.map(wan),
      },
      {
        name: messages.purchases,
        style: "series-2",
        values: series.purchasesFen.map(wanOf),
        texts: series.purchasesFen.map(wan),
      },
    ],
  })}${barChart({
    ...shared,
    title: messages.irregularTitle,
    unit: messages.countUnit,
    series: [
      {
        name: messages.voids,
        style: "series-1",
        values: series.voidInvoices,
        texts: series.voidInvoices.map(whole),
      },
      {
        name: messages.reds,
        style: "series-2",
        values: series.redInvoices,
        texts: series.redInvoices.map(whole),
      },
    ],
  })}`;
}

/** Every indicator with its value or why it has none; those the card uses carry their points. */
export function indicatorTable(enterprise: EvaluatedEnterprise): Markup {
  const points = new Map(enterprise.points.map((one) => [one.indicator, one.points]));
  const row = ({ id, value, missingReason }: ShownIndicator): Markup => {
    const definition = definitionOf(id);
    const shown =
      value === null
        ? html`<span class="muted">${both(missingText(missingReason))}</span>`
        : html`${valueText(value, definition?.unit)}`;
    return html`<tr><td title="${id}">${both(indicatorName(id))}</td><td class="number">${
      value === null ? NO_FIGURE : shown
    }</td><td class="muted">${value === null ? shown : (definition?.unit ?? "")}</td><td class="number">${whole(
      points.get(id) ?? null,
    )}</td></tr>`;
  };
  return html`<h2>${word("indicators")}</h2><div class="scroll"><table><thead><tr><th>${word(
    "indicator",
  )}</th><th class="number">${word("value")}</th><th>${both({
    zh: `${messages.unit.zh} / ${messages.missingReason.zh}`,
    en: `${messages.unit.en} / ${messages.missingReason.en}`,
  })}</th><th class="number">${word("points")}</th></tr></thead><tbody>${enterprise.indicators.map(
    row,
  )}</tbody></table></div>`;
}

/** Counts of what was received, from when to when, and when it was sealed. */
export function qualityTable({ quality }: EvaluatedEnterprise): Markup {
  const rows: readonly (readonly [Markup, string])[] = [
    [word("read"), whole(quality.read)],
    [word("stored"), whole(quality.stored)],
    [word("duplicates"), whole(quality.duplicates)],
    [word("quarantined"), whole(quality.quarantined)],
    [word("flagged"), whole(quality.flagged)],
    [word("firstDay"), quality.firstDay ?? NO_FIGURE],
    [word("lastDay"), quality.lastDay ?? NO_FIGURE],
    [word("receivedAt"), shanghaiTime(quality.receivedAtMs)],
    [word("sealedEntries"), whole(quality.sealedEntries)],
  ];
  return html`<h2>${word("quality")}</h2><div class="scroll"><table><tbody>${rows.map(
    ([what, value]) => html`<tr><td>${what}</td><td class="number">${value}</td></tr>`,
  )}</tbody></table></div>`;
}

/** The bundle's link and the command that verifies it. */
export function evidenceBlock({ evidence }: EvaluatedEnterprise): Markup {
  const title = html`<h2>${word("evidence")}</h2>`;
  if (evidence === null) return html`${title}<p class="muted">${word("noEvidence")}</p>`;
  const address = evidence.split("/").map(encodeURIComponent).join("/");
  return html`${title}<p><span class="chip"><a href="../../${address}">${word("evidenceBundle")} ${evidence}</a></span></p><p>${word(
    "verifyThis",
  )}</p><pre><code>npx touchstone verify ${evidence} --trust trust.json</code></pre>`;
}

/** To the second in China standard time, which has no daylight saving since 1991. */
function shanghaiTime(instantMs: number): string {
  return `${new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")} +08:00`;
}
