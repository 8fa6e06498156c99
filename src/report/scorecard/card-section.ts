import { type CardBin, type CardIndicator, labelOfBin } from "#scorecard";
import { decimal, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { rateCell } from "./binning-section.ts";
import { plain } from "./exploration-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** The card as it is added up by hand. */
export function cardSection({ card }: ScorecardReport): Markup {
  const { scaling } = card.parameters;
  const rows = card.indicators.flatMap((indicator) => [headOf(indicator), ...indicator.bins.map(rowOf)]);
  return html`<section id="card"><h2>${say("card")}</h2><p class="muted">${say("scale", {
    base: plain(card.scaling.basePoints),
    pdo: plain(scaling.pointsToDoubleOdds),
    points: plain(scaling.basePoints),
    odds: plain(scaling.baseGoodsPerBad),
  })}</p><div class="scroll narrow"><table><thead><tr><th>${say("bin")}</th><th class="number">${say(
    "rows",
  )}</th><th class="number">${say("bads")}</th><th>${say("badRate")}</th><th class="number">WOE</th><th class="number">${say(
    "points",
  )}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function headOf({ id, iv, coefficient, standardError }: CardIndicator): Markup {
  return html`<tr class="group"><td colspan="6">${id} · IV ${decimal(iv, 3)} · ${say("coefficient")} ${decimal(
    coefficient,
    3,
  )} ± ${decimal(standardError, 3)}</td></tr>`;
}

function rowOf(bin: CardBin): Markup {
  const label = both({ zh: labelOfBin(bin, "zh"), en: labelOfBin(bin, "en") });
  return html`<tr><td class="long">${label}</td><td class="number">${whole(bin.count)}</td><td class="number">${whole(
    bin.bads,
  )}</td><td>${rateCell(bin.bads, bin.count)}</td><td class="number">${decimal(bin.woe, 4)}</td><td class="number">${plain(
    bin.points,
  )}</td></tr>`;
}
