import type { ConstraintCost, Fairness, RejectInference } from "#scorecard";
import { decimal, percent, whole } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { estimateText, rateText } from "./estimate-text.ts";
import { plain } from "./exploration-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** How the card treats groups at the best cut-off, what a constraint would cost, and what is assumed of the declined. */
export function fairnessSection({ evaluation }: ScorecardReport): Markup {
  const { fairness, rejectInference } = evaluation;
  const parts = fairness.map(fairnessOf);
  const rejects = rejectInference === null ? null : rejectsOf(rejectInference);
  return html`<section id="fairness">${parts.length === 0 ? null : html`<h2>${say("fairness")}</h2>`}${parts}${rejects}</section>`;
}

function fairnessOf({ attribute, cutOff, groups, constraints }: Fairness): Markup {
  const rows = groups.map(
    (group) =>
      html`<tr><td class="long">${group.label}</td><td class="number">${whole(group.rows)}</td><td class="number">${rateText(
        group.badRate,
      )}</td><td class="number">${percent(group.meanPd)}</td><td class="number">${rateText(group.approvalRate)}</td><td class="number">${decimal(
        group.impactRatio,
        2,
      )}</td><td class="number">${group.goodsApproved === null ? "" : rateText(group.goodsApproved)}</td><td class="number">${
        group.auc === null ? "" : estimateText(group.auc)
      }</td></tr>`,
  );
  return html`<h3>${attribute} · ${say("cutOff")} ${plain(cutOff)}</h3><div class="scroll"><table><thead><tr><th>${say(
    "group",
  )}</th><th class="number">${say("rows")}</th><th class="number">${say("badRate")}</th><th class="number">${say(
    "meanPd",
  )}</th><th class="number">${say("approval")}</th><th class="number">${say("impactRatio")}</th><th class="number">${say(
    "goodsApproved",
  )}</th><th class="number">AUC</th></tr></thead><tbody>${rows}</tbody></table></div>${costsOf(constraints)}`;
}

const names = {
  none: "constraintNone",
  equalApproval: "constraintEqualApproval",
  equalOpportunity: "constraintEqualOpportunity",
  fourFifths: "constraintFourFifths",
} as const;

function costsOf(constraints: readonly ConstraintCost[]): Markup {
  const rows = constraints.map(
    (one) =>
      html`<tr><td>${say(names[one.constraint])}</td><td class="number">${percent(one.approvalRate, 1)}</td><td class="number">${percent(
        one.badRateOfApproved,
      )}</td><td class="number">${plain(one.profit)}</td><td class="number">${plain(one.profitLost)}</td><td class="number">${decimal(
        one.aucLost,
        4,
      )}</td></tr>`,
  );
  return html`<div class="scroll narrow"><table><thead><tr><th>${say("constraint")}</th><th class="number">${say(
    "approval",
  )}</th><th class="number">${say("badOfApproved")}</th><th class="number">${say("profit")}</th><th class="number">${say(
    "profitLost",
  )}</th><th class="number">${say("aucLost")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function rejectsOf({ rejected, range, unlikeness, sensitivity, refits }: RejectInference): Markup {
  const rows = sensitivity.map(
    (one) =>
      html`<tr><td>${say(one.method)}</td><td class="number">${plain(one.badFactor)}</td><td class="number">${percent(
        one.rejectBadRate,
      )}</td><td class="number">${percent(one.populationBadRate)}</td><td class="number">${decimal(one.auc, 3)}</td></tr>`,
  );
  return html`<h2>${say("rejects")}</h2><p>${say("unlikeness", {
    rows: whole(rejected.rows),
    rate: percent(rejected.badRate),
    low: percent(range.rejectBadRate[0]),
    high: percent(range.rejectBadRate[1]),
    ks: decimal(unlikeness, 3),
  })}</p><div class="scroll narrow"><table><thead><tr><th>${say("method")}</th><th class="number">×</th><th class="number">${say(
    "rejects",
  )}</th><th class="number">${say("badRate")}</th><th class="number">AUC</th></tr></thead><tbody>${rows}</tbody></table></div>${
    refits.length === 0 ? null : refitsOf(refits)
  }`;
}

function refitsOf(refits: RejectInference["refits"]): Markup {
  const rows = refits.map(
    (one) =>
      html`<tr><td>${say(one.method)}</td><td class="number">${plain(one.badFactor)}</td><td class="number">${whole(
        one.indicators.length,
      )}</td><td class="number">${decimal(one.auc, 3)}</td><td class="number">${percent(
        one.acceptedPd,
      )}</td><td class="number">${percent(one.rejectPd)}</td><td class="number">${percent(one.sameDecisions, 1)}</td></tr>`,
  );
  return html`<h3>${say("refits")}</h3><div class="scroll narrow"><table><thead><tr><th>${say(
    "method",
  )}</th><th class="number">×</th><th class="number">${say("cardIndicators")}</th><th class="number">AUC</th><th class="number">${say(
    "acceptedPd",
  )}</th><th class="number">${say("rejectPd")}</th><th class="number">${say(
    "sameDecisions",
  )}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
