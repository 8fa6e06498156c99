import { decimal, percent } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { pText } from "./sample-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** The regression with everything that is reported of it. */
export function fitSection({ regression, plan }: ScorecardReport): Markup {
  if (regression === null) return html`<section id="fit"></section>`;
  const rows = regression.coefficients.map(
    (one) =>
      html`<tr><td class="long">${one.id === "intercept" ? say("intercept") : one.id}</td><td class="number">${decimal(
        one.coefficient,
        4,
      )}</td><td class="number">${decimal(one.standardError, 4)}</td><td class="number">${decimal(one.wald, 2)}</td><td class="number">${pText(
        one.pValue,
      )}</td><td class="number">${decimal(one.low, 3)} … ${decimal(one.high, 3)}</td><td class="number">${
        one.likelihoodRatio === null ? "" : pText(one.likelihoodRatio.pValue)
      }</td><td class="number">${one.vif === null ? "" : decimal(one.vif, 2)}</td></tr>`,
  );
  const { logLikelihood, nullLogLikelihood, aic, bic, pseudoR2, iterations, converged } = regression;
  const figures = {
    ll: decimal(logLikelihood, 2),
    null: decimal(nullLogLikelihood, 2),
    aic: decimal(aic, 1),
    bic: decimal(bic, 1),
    r2: decimal(pseudoR2.mcFadden, 4),
    iterations,
    converged: "",
  };
  return html`<section id="fit"><h2>${say("fit")}</h2><p class="muted">${say("fitFigures", figures)}${
    converged ? null : say("notConverged")
  }</p><div class="scroll"><table><thead><tr><th>${say("indicator")}</th><th class="number">${say(
    "coefficient",
  )}</th><th class="number">${say("standardError")}</th><th class="number">Wald z</th><th class="number">p</th><th class="number">${say(
    "confidenceInterval",
    { confidence: percent(plan.evaluation.confidence, 0) },
  )}</th><th class="number">${say("likelihoodRatio")}</th><th class="number">VIF</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
