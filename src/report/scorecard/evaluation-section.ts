import type {
  ChallengerComparison,
  GradeCalibration,
  MasterScale,
  PopulationEvaluation,
  SegmentArtefact,
} from "#scorecard";
import { decimal, percent, whole } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { calibrationChart, gainChart, ksChart, liftChart, rocChart } from "./evaluation-charts.ts";
import { estimateText, rateText } from "./estimate-text.ts";
import { plain } from "./exploration-section.ts";
import { bandChart, scoreDistributionChart } from "./score-charts.ts";
import { pText } from "./sample-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say } from "./scorecard-words.ts";

/** How good the card is on each kind of rows; the charts are of the rows furthest from those it learnt from. */
export function evaluationSection({ evaluation, challenger, segmented }: ScorecardReport): Markup {
  const { populations, masterScale } = evaluation;
  const shown = populations.at(-1);
  const figures = populations.map(figuresRow);
  const parts =
    shown === undefined
      ? null
      : html`${chartsOf(populations, shown)}${gradesOf(masterScale, shown)}${cutOffsOf(shown)}`;
  return html`<section id="evaluation"><h2>${say("evaluation")}</h2><div class="scroll"><table><thead><tr><th>${say(
    "population",
  )}</th><th class="number">${say("rows")}</th><th class="number">${say("bads")}</th><th class="number">${say(
    "badRate",
  )}</th><th class="number">${say("meanPd")}</th><th class="number">AUC</th><th class="number">Gini</th><th class="number">KS</th><th class="number">Brier</th></tr></thead><tbody>${figures}</tbody></table></div>${
    shown?.kind === "crossValidated" ? html`<p class="muted">${say("foldsTogether")}</p>` : null
  }${challenger === null ? null : challengerOf(challenger)}${parts}${
    segmented === null ? null : segmentsOf(segmented)
  }</section>`;
}

function figuresRow(population: PopulationEvaluation): Markup {
  const { kind, rows, bads, badRate, meanPd, discrimination, calibration } = population;
  return html`<tr><td>${say(kind)}</td><td class="number">${whole(rows)}</td><td class="number">${whole(bads)}</td><td class="number">${rateText(
    badRate,
  )}</td><td class="number">${percent(meanPd)}</td><td class="number">${estimateText(discrimination.auc)}</td><td class="number">${estimateText(
    discrimination.gini,
  )}</td><td class="number">${estimateText(discrimination.ks)}</td><td class="number">${decimal(calibration.brier.score, 4)}</td></tr>`;
}

function chartsOf(populations: readonly PopulationEvaluation[], shown: PopulationEvaluation): Markup {
  const { calibration } = shown;
  const { brier, hosmerLemeshow, inTheLarge } = calibration;
  const sentence = say("calibrationFigures", {
    brier: decimal(brier.score, 4),
    hl: decimal(hosmerLemeshow.statistic, 2),
    p: pText(hosmerLemeshow.pValue),
    ratio: decimal(inTheLarge.ratio.value, 3),
    low: decimal(inTheLarge.ratio.low, 3),
    high: decimal(inTheLarge.ratio.high, 3),
  });
  return html`<h3>${say(shown.kind)}</h3><div class="columns">${rocChart(populations)}${ksChart(shown)}${gainChart(
    shown,
  )}${liftChart(shown)}${calibrationChart(shown)}<div>${scoreDistributionChart(shown)}${bandChart(shown)}</div></div><p class="muted">${sentence}</p>`;
}

function gradesOf({ grades }: MasterScale, { grades: found }: PopulationEvaluation): Markup {
  const byName = new Map(found.map((grade) => [grade.grade, grade]));
  const rows = grades.map((grade) => {
    const own = byName.get(grade.grade);
    const range = `${grade.pointsFrom === null ? "−∞" : plain(grade.pointsFrom)} – ${grade.pointsTo === null ? "∞" : plain(grade.pointsTo)}`;
    return html`<tr><td>${grade.grade}</td><td class="number">${range}</td><td class="number">${rateText(grade.pd)}</td>${gradeCells(own)}</tr>`;
  });
  return html`<h3>${say("grades")}</h3><div class="scroll"><table><thead><tr><th>${say("grade")}</th><th class="number">${say(
    "scoreRange",
  )}</th><th class="number">${say("pd")}</th><th class="number">${say("rows")}</th><th class="number">${say(
    "bads",
  )}</th><th class="number">${say("badRate")}</th><th class="number">${say("binomial")}</th><th class="number">${say(
    "jeffreys",
  )}</th><th>${say("light")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function gradeCells(grade: GradeCalibration | undefined): Markup {
  if (grade === undefined) return html`<td colspan="6"></td>`;
  return html`<td class="number">${whole(grade.rows)}</td><td class="number">${whole(grade.bads)}</td><td class="number">${
    grade.badRate === null ? "" : rateText(grade.badRate)
  }</td><td class="number">${pText(grade.binomialPValue)}</td><td class="number">${pText(grade.jeffreysPValue)}</td><td>${say(grade.light)}</td>`;
}

const shownCutOffs = 20;

function cutOffsOf({ cutOffs }: PopulationEvaluation): Markup {
  const { best, profitOfGood, lossOfBad } = cutOffs;
  const every = Math.max(1, Math.ceil(cutOffs.points.length / shownCutOffs));
  const rows = cutOffs.points
    .filter((_, index) => index % every === 0)
    .map(
      (one) =>
        html`<tr><td class="number">${plain(one.points)}</td><td class="number">${rateText(one.approvalRate)}</td><td class="number">${
          one.badRateOfApproved === null ? "" : rateText(one.badRateOfApproved)
        }</td><td class="number">${percent(one.badsDeclined.value, 1)}</td><td class="number">${percent(
          one.goodsApproved.value,
          1,
        )}</td><td class="number">${plain(one.profit)}</td></tr>`,
    );
  return html`<h3>${say("cutOffTitle")}</h3><p>${say("bestCutOff", {
    points: plain(best.points),
    low: plain(best.range.low),
    high: plain(best.range.high),
    gain: plain(profitOfGood),
    loss: plain(lossOfBad),
  })}</p><div class="scroll"><table><thead><tr><th class="number">${say("cutOff")}</th><th class="number">${say(
    "approval",
  )}</th><th class="number">${say("badOfApproved")}</th><th class="number">${say("badsDeclined")}</th><th class="number">${say(
    "goodsApproved",
  )}</th><th class="number">${say("profit")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function challengerOf(challenger: ChallengerComparison): Markup {
  const { model, cardAuc, challengerAuc, gap, pValue, comparedRows } = challenger;
  return html`<h3>${say("challenger")}</h3><p>${say("challengerText", {
    model,
    theirs: estimateText(challengerAuc),
    ours: estimateText(cardAuc),
    gap: estimateText(gap),
    p: pText(pValue),
    rows: whole(comparedRows),
  })}</p>`;
}

function segmentsOf({ segments, card, comparedOn }: SegmentArtefact): Markup {
  const rows = segments.map(({ segment, rows: count, bads, kind, auc }) => {
    const figures =
      auc === null
        ? html`<td></td><td></td><td></td><td></td>`
        : html`<td class="number">${estimateText(auc.ofAll)}</td><td class="number">${estimateText(
            auc.ofSegment,
          )}</td><td class="number">${estimateText(auc.gain)}</td><td class="number">${pText(auc.pValue)}</td>`;
    return html`<tr><td>${segment}</td><td>${say(segmentKinds[kind])}</td><td class="number">${whole(count)}</td><td class="number">${whole(
      bads,
    )}</td>${figures}</tr>`;
  });
  return html`<h3>${say("segments")} · ${card.segmentColumn} <span class="muted">(${say(comparedOn)})</span></h3><div class="scroll"><table><thead><tr><th>${say(
    "group",
  )}</th><th>${say("card")}</th><th class="number">${say("rows")}</th><th class="number">${say(
    "bads",
  )}</th><th class="number">${say("aucOfAll")}</th><th class="number">${say("aucOfSegment")}</th><th class="number">${say(
    "gainOfSegment",
  )}</th><th class="number">p</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

const segmentKinds = { own: "ownCard", shrunk: "shrunkCard", fallback: "fallbackCard" } as const;
