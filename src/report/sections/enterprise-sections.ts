import { shanghaiTimeOf } from "#kernel";
import { barChart } from "../charts/bar-chart.ts";
import { type WaterfallStep, waterfall } from "../charts/waterfall.ts";
import type { EvaluatedEnterprise, EnterpriseSeries, ShownScorecard } from "../evaluation.ts";
import { NO_FIGURE, wan, whole } from "../figures.ts";
import { html, type Markup, nothing } from "../markup.ts";
import { keyFigure } from "../page.ts";
import { reportWords, word } from "../words.ts";
import { indicatorName } from "./indicator-name.ts";

const { messages } = reportWords;

/**
 * Points from the neutral start (base points and every indicator neutral) to the score. What the card's points do not
 * explain, the difference of an out-of-fold score, is a step of its own.
 */
export function pointsWaterfall(enterprise: EvaluatedEnterprise, card: ShownScorecard | null): Markup {
  const { points, score } = enterprise;
  if (score === null || card === null || points.length === 0) return nothing;
  const steps: WaterfallStep[] = points.map(({ indicator, bin, points: own, neutralPoints }) => ({
    name: indicatorName(indicator),
    detail: bin === "missing" ? messages.missing : { zh: bin, en: bin },
    delta: own - neutralPoints,
  }));
  steps.sort((a, b) => a.delta - b.delta);
  const start = points.reduce((sum, { neutralPoints }) => sum + neutralPoints, card.basePoints);
  const unexplained = score - steps.reduce((sum, { delta }) => sum + delta, start);
  if (Math.abs(unexplained) >= 0.5) {
    steps.push({ name: messages.outOfFoldStep, detail: messages.outOfFoldDetail, delta: unexplained });
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

/** Counts of what was received, from when to when, and when it was sealed, as a strip. */
export function qualityStrip({ quality }: EvaluatedEnterprise): Markup {
  return html`<h2>${word("quality")}</h2><div class="figures small">${[
    keyFigure(word("read"), whole(quality.read)),
    keyFigure(word("stored"), whole(quality.stored)),
    keyFigure(word("duplicates"), whole(quality.duplicates)),
    keyFigure(word("quarantined"), whole(quality.quarantined)),
    keyFigure(word("flagged"), whole(quality.flagged)),
    keyFigure(word("firstDay"), quality.firstDay ?? NO_FIGURE),
    keyFigure(word("lastDay"), quality.lastDay ?? NO_FIGURE),
    keyFigure(
      word("sealedEntries"),
      whole(quality.sealedEntries),
      null,
      html`${word("receivedAt")} ${shanghaiTime(quality.receivedAtMs)}`,
    ),
  ]}</div>`;
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

/** To the second in China standard time. */
function shanghaiTime(instantMs: number): string {
  return `${shanghaiTimeOf(instantMs)} +08:00`;
}
