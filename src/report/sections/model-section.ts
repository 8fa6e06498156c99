import { barChart } from "../charts/bar-chart.ts";
import type { EvaluatedModel, ShownScorecard } from "../evaluation.ts";
import { decimal, percent, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { reportWords, word } from "../words.ts";
import { indicatorName } from "./indicator-name.ts";

/** How well the model tells good from bad, on what sample, and the card itself. */
export function modelSection(model: EvaluatedModel): Markup {
  return html`<section id="model"><h2>${word("model")}</h2><div class="columns">${discrimination(model)}${distribution(
    model,
  )}</div>${model.scorecard === null ? html`<p class="notice">${word("whyNotScored")}</p>` : cardTable(model.scorecard)}</section>`;
}

function discrimination({ auc, sample }: EvaluatedModel): Markup {
  const { enterprises, defaults, badRate } = sample;
  const sampleRow = html`<tr><td>${word("sample")}</td><td>${word("sampleText", {
    enterprises,
    defaults,
    rate: percent(badRate, 1),
  })}</td></tr>`;
  const aucRows =
    auc === null
      ? null
      : html`<tr><td>${word("auc")}</td><td><strong>${decimal(auc.mean, 3)}</strong> <span class="muted">${word(
          "aucInterval",
          { low: decimal(auc.low, 3), high: decimal(auc.high, 3) },
        )}</span></td></tr><tr><td>${word("foldSd")}</td><td>${decimal(auc.foldSd, 3)}</td></tr><tr><td>${word(
          "aucMethod",
        )}</td><td>${both({ zh: auc.methodZh, en: auc.method })}</td></tr><tr><td>${word("aucAsOf12m")}</td><td>${decimal(
          auc.asOf12m,
          3,
        )}</td></tr><tr><td>${word("aucWithoutEnd")}</td><td>${decimal(auc.withoutEndOfSeries, 3)}</td></tr>`;
  return html`<div><div class="scroll"><table><tbody>${sampleRow}${aucRows}</tbody></table></div><p class="muted">${word(
    "sampleFew",
  )} ${auc === null ? null : word("aucWhy")}</p></div>`;
}

function distribution({ scoreDistribution }: EvaluatedModel): Markup {
  const { messages } = reportWords;
  if (scoreDistribution.length === 0) return html`<div></div>`;
  return barChart({
    title: messages.distribution,
    unit: messages.distributionUnit,
    groupName: messages.scoreBand,
    groups: scoreDistribution.map(({ from, to }) => `${from}–${to}`),
    series: [
      {
        name: messages.developed,
        style: "series-2",
        values: scoreDistribution.map(({ developed }) => developed),
        texts: scoreDistribution.map(({ developed }) => whole(developed)),
      },
      {
        name: messages.applicants,
        style: "series-1",
        values: scoreDistribution.map(({ applicants }) => applicants),
        texts: scoreDistribution.map(({ applicants }) => whole(applicants)),
      },
    ],
  });
}

function cardTable(card: ShownScorecard): Markup {
  const rows = card.indicators.flatMap((indicator) => [
    html`<tr class="group"><td colspan="6">${both(indicatorName(indicator.id))} · IV ${decimal(indicator.iv, 3)} · ${word(
      "coefficient",
    )} ${decimal(indicator.coefficient, 3)} ± ${decimal(indicator.standardError, 3)}</td></tr>`,
    ...indicator.bins.map(binRow),
  ]);
  return html`<h3>${word("card")}</h3><p class="muted">${word("cardScale", {
    base: whole(card.basePoints),
    pdo: whole(card.pdo),
    odds: card.baseOdds,
  })}</p><div class="scroll narrow"><table><thead><tr><th>${word("bin")}</th><th class="number">${word(
    "samples",
  )}</th><th class="number">${word("bads")}</th><th>${word(
    "badRate",
  )}</th><th class="number">WOE</th><th class="number">${word("points")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function binRow(bin: ShownScorecard["indicators"][number]["bins"][number]): Markup {
  const rate = bin.count === 0 ? 0 : bin.bads / bin.count;
  return html`<tr><td>${binLabel(bin.label)}</td><td class="number">${whole(bin.count)}</td><td class="number">${whole(
    bin.bads,
  )}</td><td>${percent(rate, 1)}<span class="bar" style="width:${Math.round(rate * 90)}px"></span></td><td class="number">${decimal(
    bin.woe,
    3,
  )}</td><td class="number">${whole(bin.points)}</td></tr>`;
}

/** The card's labels are figures in both languages but for the missing bin. */
export function binLabel(label: string): Markup {
  return label === "missing" ? word("missing") : both({ zh: label, en: label });
}
