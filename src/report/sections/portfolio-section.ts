import { formatMessage } from "#kernel";
import type { EvaluatedEnterprise, Evaluation, Portfolio, ShownGrade } from "../evaluation.ts";
import { NO_FIGURE, percent, ratePercent, wan, whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { keyFigure } from "../page.ts";
import { reportWords, word } from "../words.ts";

/** The strip of key figures, the grades with what became of them, and the sensitivity. */
export function portfolioSection(evaluation: Evaluation): Markup {
  const { portfolio } = evaluation;
  return html`<section id="portfolio"><h2>${word("portfolio")}</h2>${keyFigures(portfolio)}<p class="muted">${
    portfolio.solver === null ? null : html`${solverText(portfolio.solver)} · `
  }${word(portfolio.usesBankRating === true ? "bankRatingUsed" : "bankRatingUnused")}</p><div class="columns uneven">${gradeTable(
    evaluation.model.grades,
    evaluation.enterprises,
  )}${sensitivityTable(evaluation)}</div></section>`;
}

function keyFigures(portfolio: Portfolio): Markup {
  const unit = word("wanUnit");
  return html`<div class="figures">${[
    keyFigure(
      word("granted"),
      whole(portfolio.granted),
      html`/ ${whole(portfolio.applicants)}`,
      word("applicants"),
    ),
    keyFigure(
      word("amount"),
      wan(portfolio.amountFen),
      unit,
      html`${word("budget")} ${wan(portfolio.budgetFen)}`,
    ),
    keyFigure(
      word("profit"),
      wan(portfolio.expectedProfitFen),
      unit,
      portfolio.expectedDrawnFen === undefined
        ? null
        : html`${word("drawn")} ${wan(portfolio.expectedDrawnFen)}`,
    ),
    keyFigure(word("loss"), wan(portfolio.expectedLossFen), unit),
    keyFigure(word("shadowPrice"), ratePercent(portfolio.shadowPricePpm, 3), null, word("shadowPriceNote")),
    keyFigure(
      word("onePercent"),
      wan(portfolio.profitOfOnePercentMoreBudgetFen),
      unit,
      word("onePercentNote"),
    ),
  ]}</div>`;
}

/** The solver's name with its status in words; another status is shown as it is. */
function solverText(solver: NonNullable<Portfolio["solver"]>): Markup {
  const { statusOptimal, statusNothing, solverText: sentence } = reportWords.messages;
  const known = { optimal: statusOptimal, nothingToAllocate: statusNothing }[solver.status];
  const status = known ?? { zh: solver.status, en: solver.status };
  const gap = solver.relativeGap;
  return both({
    zh: formatMessage(sentence.zh, { name: solver.name, status: status.zh, gap }),
    en: formatMessage(sentence.en, { name: solver.name, status: status.en, gap }),
  });
}

interface GradeOutcome {
  granted: number;
  declined: number;
  amountFen: bigint;
  /** Σ amount × rate, for the mean rate weighted by amount. */
  weightedRate: number;
}

function gradeTable(grades: readonly ShownGrade[], enterprises: readonly EvaluatedEnterprise[]): Markup {
  const outcomes = outcomesOf(enterprises);
  const rows = grades.map((grade, index) => {
    const outcome = outcomes.get(grade.grade);
    return html`<tr><td><strong>${grade.grade}</strong></td><td class="number">${percent(grade.pdLow, 1)} – ${percent(
      grade.pdHigh,
      1,
    )}</td><td class="number optional">${scoreRange(grade, index === 0, index === grades.length - 1)}</td><td>${grade.churnRating}</td>${outcomeCells(
      outcome,
    )}</tr>`;
  });
  const total = [...outcomes.values()].reduce(addOutcomes, emptyOutcome());
  return html`<div><h3>${word("grades")} <span class="unit">${word("amountsIn")}</span></h3><div class="scroll"><table><thead><tr><th>${word("grade")}</th><th class="number">${word(
    "pdRange",
  )}</th><th class="number optional">${word("scoreRange")}</th><th>${word("churnCurve")}</th><th class="number">${word(
    "granted",
  )}</th><th class="number">${word("declined")}</th><th class="number">${word("amount")}</th><th class="number">${word("meanRate")}</th></tr></thead><tbody>${rows}<tr class="total"><td class="code">${word(
    "total",
  )}</td><td></td><td class="optional"></td><td></td>${outcomeCells(total)}</tr></tbody></table></div></div>`;
}

/** The first and the last grade are open towards the end of the scale. */
function scoreRange({ scoreFrom, scoreTo }: ShownGrade, isFirst: boolean, isLast: boolean): string {
  if (isFirst) return `≥ ${whole(scoreFrom)}`;
  return isLast ? `< ${whole(scoreTo)}` : `${whole(scoreFrom)} – ${whole(scoreTo)}`;
}

function outcomeCells(outcome: GradeOutcome | undefined): Markup {
  const amount = outcome?.amountFen ?? 0n;
  const rate = amount === 0n ? null : (outcome?.weightedRate ?? 0) / Number(amount);
  return html`<td class="number">${whole(outcome?.granted ?? 0)}</td><td class="number">${whole(
    outcome?.declined ?? 0,
  )}</td><td class="number">${amount === 0n ? NO_FIGURE : wan(String(amount))}</td><td class="number">${ratePercent(
    rate,
  )}</td>`;
}

function outcomesOf(enterprises: readonly EvaluatedEnterprise[]): Map<string, GradeOutcome> {
  const outcomes = new Map<string, GradeOutcome>();
  for (const { grade, decision, amountFen, annualRatePpm } of enterprises) {
    if (grade === null || (decision !== "granted" && decision !== "declined")) continue;
    const amount = BigInt(amountFen ?? "0");
    const one = {
      granted: decision === "granted" ? 1 : 0,
      declined: decision === "declined" ? 1 : 0,
      amountFen: amount,
      weightedRate: Number(amount) * (annualRatePpm ?? 0),
    };
    outcomes.set(grade, addOutcomes(outcomes.get(grade) ?? emptyOutcome(), one));
  }
  return outcomes;
}

function addOutcomes(left: GradeOutcome, right: GradeOutcome): GradeOutcome {
  return {
    granted: left.granted + right.granted,
    declined: left.declined + right.declined,
    amountFen: left.amountFen + right.amountFen,
    weightedRate: left.weightedRate + right.weightedRate,
  };
}

function emptyOutcome(): GradeOutcome {
  return { granted: 0, declined: 0, amountFen: 0n, weightedRate: 0 };
}

function sensitivityTable({ model, portfolio }: Evaluation): Markup {
  const rows = portfolio.sensitivity.map((row) => {
    const tendency = model.centralTendency.find(({ ratePpm }) => ratePpm === row.centralTendencyPpm);
    const used = tendency?.used === true ? html` <span class="chip">${word("used")}</span>` : null;
    return html`<tr><td>${ratePercent(row.centralTendencyPpm)}${used}</td><td class="number">${percent(
      tendency?.meanPd ?? null,
    )}</td><td class="number">${whole(row.granted)}</td><td class="number">${wan(row.amountFen)}</td><td class="number">${wan(
      row.expectedProfitFen,
    )}</td></tr>`;
  });
  return html`<div><h3>${word("sensitivity")} <span class="unit">${word("amountsIn")}</span></h3><div class="scroll"><table><thead><tr><th>${word(
    "tendency",
  )}</th><th class="number">${word("meanPd")}</th><th class="number">${word("granted")}</th><th class="number">${word(
    "amount",
  )}</th><th class="number">${word("profit")}</th></tr></thead><tbody>${rows}</tbody></table></div></div>`;
}
