import type { IndicatorStability, Stability, StabilityIndex, VintageStability } from "#scorecard";
import { xyChart } from "../charts/xy-chart.ts";
import { decimal, percent, whole } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { estimateText, rateText } from "./estimate-text.ts";
import { pText } from "./sample-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say, scorecardWords } from "./scorecard-words.ts";

const { messages } = scorecardWords;

/** How the score and the indicators moved, by vintage where there are vintages. */
export function stabilitySection({ evaluation }: ScorecardReport): Markup {
  const { stability } = evaluation;
  const overall = stability.score === null ? null : html`<p>${sentenceOf(stability.score)}</p>`;
  const byVintage =
    stability.scoreByVintage.length === 0
      ? html`<p class="muted">${say("noVintages")}</p>`
      : html`<div class="columns">${psiChart(stability.scoreByVintage)}${ratesChart(stability)}</div>${performanceTable(stability)}`;
  return html`<section id="stability"><h2>${say("stability")}</h2>${overall}${byVintage}${indicatorsTable(stability.indicators)}</section>`;
}

function sentenceOf({ index, limit, pValue, light, expectedRows, actualRows }: StabilityIndex): Markup {
  return html`${say("psi")} ${decimal(index, 4)} · ${say("psiLimit")} ${decimal(limit, 4)} · p ${pText(pValue)} · ${say(
    light,
  )} <span class="muted">(${whole(expectedRows)} / ${whole(actualRows)} ${say("rows")})</span>`;
}

/** The index of each vintage beside what chance alone may make of so few rows. */
export function psiChart(vintages: readonly VintageStability[]): Markup {
  const most = Math.max(0.3, ...vintages.flatMap(({ stability }) => [stability.index, stability.limit]));
  const text = ({ vintage, stability }: VintageStability): string =>
    `${vintage}: PSI ${decimal(stability.index, 4)}, ${decimal(stability.limit, 4)}, n = ${whole(stability.actualRows)}`;
  return xyChart({
    title: messages.psiOverTime,
    x: { name: messages.vintage, low: 0, high: Math.max(1, vintages.length - 1), unit: "number" },
    y: { name: messages.psi, low: 0, high: most, unit: "number" },
    labels: vintages.map(({ vintage }) => vintage),
    lines: [
      {
        name: messages.psi,
        style: "line-1",
        hasDots: true,
        points: vintages.map((one, x) => ({
          x,
          y: one.stability.index,
          text: { zh: text(one), en: text(one) },
        })),
      },
      {
        name: messages.psiLimit,
        style: "line-2",
        points: vintages.map(({ stability }, x) => ({ x, y: stability.limit })),
      },
    ],
  });
}

function ratesChart({ performanceByVintage }: Stability): Markup {
  const rates = performanceByVintage.flatMap(({ badRate, meanPd }) => [badRate.high, meanPd]);
  return xyChart({
    title: messages.badRateOverTime,
    x: { name: messages.vintage, low: 0, high: Math.max(1, performanceByVintage.length - 1), unit: "number" },
    y: { name: messages.badRate, low: 0, high: Math.max(0.01, ...rates), unit: "percent" },
    labels: performanceByVintage.map(({ vintage }) => vintage),
    lines: [
      {
        name: messages.badRate,
        style: "line-1",
        hasDots: true,
        points: performanceByVintage.map(({ badRate, vintage }, x) => {
          const text = `${vintage}: ${rateText(badRate)}`;
          return { x, y: badRate.value, interval: badRate, text: { zh: text, en: text } };
        }),
      },
      {
        name: messages.meanPd,
        style: "line-2",
        points: performanceByVintage.map(({ meanPd }, x) => ({ x, y: meanPd })),
      },
    ],
  });
}

function performanceTable({ performanceByVintage, scoreByVintage }: Stability): Markup {
  const psi = new Map(scoreByVintage.map(({ vintage, stability }) => [vintage, stability]));
  const rows = performanceByVintage.map(({ vintage, rows: count, bads, badRate, meanPd, auc, ks, light }) => {
    const own = psi.get(vintage);
    return html`<tr><td>${vintage}</td><td class="number">${whole(count)}</td><td class="number">${whole(bads)}</td><td class="number">${rateText(
      badRate,
    )}</td><td class="number">${percent(meanPd)}</td><td class="number">${auc === null ? "" : estimateText(auc)}</td><td class="number">${
      ks === null ? "" : decimal(ks, 3)
    }</td><td class="number">${own === undefined ? "" : psiText(own)}</td><td>${say(light)}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th>${say("vintage")}</th><th class="number">${say(
    "rows",
  )}</th><th class="number">${say("bads")}</th><th class="number">${say("badRate")}</th><th class="number">${say(
    "meanPd",
  )}</th><th class="number">AUC</th><th class="number">KS</th><th class="number">PSI</th><th>${say("light")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The light beside the month is of its bad rate; the index says its own where it is not green. */
function psiText({ index, light }: StabilityIndex): Markup {
  return html`${decimal(index, 4)}${light === "green" ? null : html` ${say(light)}`}`;
}

function indicatorsTable(indicators: readonly IndicatorStability[]): Markup | null {
  const rows = indicators.map(({ id, overall, byVintage, pointsShift }) => {
    const worst = byVintage.reduce<VintageStability | null>(
      (most, one) => (most === null || one.stability.index > most.stability.index ? one : most),
      null,
    );
    const shown = overall ?? worst?.stability ?? null;
    if (shown === null) return html``;
    return html`<tr><td class="long">${id}</td><td class="number">${decimal(shown.index, 4)}</td><td class="number">${decimal(
      shown.limit,
      4,
    )}</td><td>${say(shown.light)}</td><td>${worst === null ? "" : `${worst.vintage}: ${decimal(worst.stability.index, 4)}`}</td><td class="number">${
      pointsShift === null ? "" : decimal(pointsShift, 1)
    }</td></tr>`;
  });
  if (indicators.every(({ overall, byVintage }) => overall === null && byVintage.length === 0)) return null;
  return html`<h3>CSI</h3><div class="scroll narrow"><table><thead><tr><th>${say("indicator")}</th><th class="number">CSI</th><th class="number">${say(
    "psiLimit",
  )}</th><th>${say("light")}</th><th>${say("vintage")}</th><th class="number">Δ ${say("points")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
