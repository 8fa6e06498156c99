import type { EvaluatedEnterprise, Evaluation } from "./evaluation.ts";
import { NO_FIGURE, percent, ratePercent, wan, whole } from "./figures.ts";
import { both, html, type Markup, nothing } from "./markup.ts";
import { keyFigure, pageLink, writePage } from "./page.ts";
import {
  evidenceBlock,
  pointsWaterfall,
  qualityStrip,
  seriesCharts,
} from "./sections/enterprise-sections.ts";
import { decisionState } from "./sections/enterprise-table.ts";
import { machineSection } from "./sections/machine-section.ts";
import { indicatorTables } from "./sections/indicator-tables.ts";
import { word } from "./words.ts";

/** One enterprise: how we judged it and why, what it trades, what its data is worth, and the evidence. */
export function writeEnterprisePage(enterprise: EvaluatedEnterprise, evaluation: Evaluation): string {
  const { code, name } = enterprise;
  return writePage(
    {
      title: { zh: `${code} ${name}`, en: `${code} ${name}` },
      lead: html`${pageLink("../index.html#enterprises", word("back"))} · ${word("asOf")} ${evaluation.asOf}`,
      body: html`${keyFigures(enterprise)}<div class="columns wide-left"><div><h2>${word("reasons")}</h2>${reasonList(
        enterprise,
      )}${evidenceBlock(enterprise)}</div><div>${pointsWaterfall(
        enterprise,
        evaluation.model.scorecard,
      )}</div></div>${tradeSection(enterprise)}${machineSection(enterprise)}${qualityStrip(
        enterprise,
      )}${indicatorTables(enterprise)}`,
    },
    evaluation,
  );
}

/** The months of trade; nothing where readings are all there is, for they have a section of their own. */
function tradeSection({ series, machines }: EvaluatedEnterprise): Markup {
  if (series.months.length === 0 && machines.length > 0) return nothing;
  return html`<div class="columns">${seriesCharts(series)}</div>`;
}

function keyFigures(enterprise: EvaluatedEnterprise): Markup {
  const { label, score, scoredBy, pd, rawPd, grade, bankRating, decision } = enterprise;
  const unit = word("wanUnit");
  const scored =
    scoredBy === "none" ? null : word(scoredBy === "outOfFold" ? "scoredByOutOfFold" : "scoredByModel");
  return html`<div class="figures">${[
    keyFigure(word("score"), whole(score), null, scored),
    keyFigure(word("pd"), percent(pd), null, html`${word("rawPd")} ${percent(rawPd)}`),
    keyFigure(
      word("grade"),
      grade ?? NO_FIGURE,
      null,
      html`${word("bankRating")} ${bankRating ?? NO_FIGURE}`,
    ),
    keyFigure(
      word("decision"),
      decisionState(decision),
      null,
      html`${word("history")} ${word(label ?? "noHistory")}`,
    ),
    keyFigure(
      word("amount"),
      wan(enterprise.amountFen),
      enterprise.amountFen === null ? null : unit,
      html`${word("capacity")} ${wan(enterprise.capacityFen)}`,
    ),
    keyFigure(word("rate"), ratePercent(enterprise.annualRatePpm)),
  ]}</div>`;
}

function reasonList({ reasons, scoredBy }: EvaluatedEnterprise): Markup {
  if (scoredBy === "none") return html`<p class="notice">${word("whyNotScored")}</p>`;
  if (reasons.length === 0) return html`<p class="muted">${word("noReasons")}</p>`;
  return html`<ul class="reasons">${reasons.map((reason) => html`<li>${both(reason)}</li>`)}</ul>`;
}
