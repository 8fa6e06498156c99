import type { InfeasibleReason, ScreeningFigures, ScreeningReason } from "#scorecard";
import { decimal, percent } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { constraintWords, trendWords } from "./value-words.ts";
import { say } from "./scorecard-words.ts";

/** Every indicator with the figures that decided about it, strongest first. */
export function screeningSection({ screening, card }: ScorecardReport): Markup {
  const onCard = new Set(card.indicators.map(({ id }) => id));
  const reasons = new Map(card.screened.map(({ id, reason }) => [id, reason]));
  const rows = screening
    .toSorted((left, right) => (right.iv ?? -1) - (left.iv ?? -1))
    .map((figures) => rowOf(figures, onCard.has(figures.id), reasons.get(figures.id) ?? figures.reason));
  return html`<section id="screening"><h2>${say("screening")}</h2><div class="scroll"><table><thead><tr><th>${say(
    "indicator",
  )}</th><th class="number">IV</th><th>${say("trend")}</th><th class="number">${say("missingShare")}</th><th class="number">${say(
    "identicalShare",
  )}</th><th class="number">PSI</th><th class="number">VIF</th><th>${say("decision")}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function rowOf(figures: ScreeningFigures, isOnCard: boolean, reason: ScreeningReason | null): Markup {
  const { id, iv, trend, missingShare, identicalShare, psi, vif, isSuspicious } = figures;
  const decision = isOnCard
    ? html`<strong>${say("onCard")}</strong>`
    : reason === null
      ? say("notSelected")
      : reasonText(reason);
  return html`<tr><td class="long">${id}</td><td class="number">${decimal(iv, 4)}</td><td>${trend === null ? "" : both(trendWords[trend])}</td><td class="number">${percent(
    missingShare,
    1,
  )}</td><td class="number">${percent(identicalShare, 1)}</td><td class="number">${psi === null ? "" : decimal(psi, 3)}</td><td class="number">${
    vif === null ? "" : decimal(vif, 2)
  }</td><td>${decision}${isSuspicious ? html` <span class="chip">${say("suspicious")}</span>` : null}</td></tr>`;
}

function reasonText(reason: ScreeningReason): Markup {
  switch (reason.kind) {
    case "mostlyMissing":
    case "mostlyIdentical":
      return say(reason.kind, { share: percent(reason.share, 1) });
    case "notBinnable":
      return conflictText(reason.reason);
    case "correlated":
      return say("correlatedWith", { other: reason.with, value: decimal(reason.correlation, 2) });
    case "weak":
    case "notSelected":
    case "wrongSign":
    case "againstExpectation":
    case "excludedByExperts":
      return say(reason.kind);
    case "collinear":
      return say("collinear", { vif: decimal(reason.vif, 1) });
    case "unstable":
      return say("unstable", { psi: decimal(reason.psi, 3) });
  }
}

/** Which limits left no two bins, each in words. */
export function conflictText({ conflicts }: InfeasibleReason): Markup {
  return html`${say("notBinnable")} ${both({
    zh: conflicts.map((one) => constraintWords[one].zh).join("、"),
    en: conflicts.map((one) => constraintWords[one].en).join(", "),
  })}`;
}
