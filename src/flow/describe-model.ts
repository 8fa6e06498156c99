import { type DecisionParameters, gradeBands, recalibratePd } from "#decision";
import type { EvaluatedModel, ShownParameter, ShownScorecard } from "#report";
import { type Scorecard, labelOfBin, scoreOfLogOdds, scorecardParameters } from "#scorecard";
import { planParameters } from "#indicators";
import type { Parameter } from "#kernel";
import { defaultChurn } from "./default-churn.ts";
import type { DevelopedModel } from "./develop-model.ts";
import type { ScoredEnterprise } from "./score-enterprises.ts";

const HISTOGRAM_STEP = 20;

/** What a model is described from; without a card there are neither scores nor a validation. */
interface ModelToDescribe {
  readonly scorecard: Scorecard | null;
  readonly developed: DevelopedModel | null;
  readonly scored: ReadonlyMap<string, ScoredEnterprise> | null;
  readonly enterprises: readonly { readonly label: string | null }[];
  readonly parameters: DecisionParameters;
}

/** The model as the document shows it. */
export function describeModel({
  scorecard,
  developed,
  scored,
  enterprises,
  parameters,
}: ModelToDescribe): EvaluatedModel {
  return scorecard === null || scored === null
    ? noModel(enterprises)
    : cardModel(scorecard, developed, [...scored.values()], parameters);
}

function cardModel(
  scorecard: Scorecard,
  developed: DevelopedModel | null,
  scored: readonly ScoredEnterprise[],
  parameters: DecisionParameters,
): EvaluatedModel {
  const { rows, bads, badRate } = scorecard.sample;
  const applicants = scored.filter(({ scoredBy }) => scoredBy === "model");
  const recalibration = (centralTendencyPpm: number) => ({
    sampleBadRate: badRate,
    centralTendencyPpm,
    pdFloorPpm: parameters.pdFloorPpm.value,
  });
  const used = parameters.centralTendencyPpm.value;
  const pdsAt = (tendency: number): number[] =>
    applicants.map(({ rawPd }) => recalibratePd(rawPd, recalibration(tendency)));
  const tendencies = [...new Set([...parameters.comparedTendenciesPpm.value, used])].sort((a, b) => a - b);
  return {
    scorecard: describeScorecard(scorecard),
    sample: { enterprises: rows, defaults: bads, badRate },
    auc: developed === null ? null : describeAuc(developed),
    grades: [
      ...gradeBands(
        pdsAt(used),
        (rawPd) => scoreOfLogOdds(scorecard, Math.log(rawPd / (1 - rawPd))),
        recalibration(used),
        parameters,
      ),
    ],
    centralTendency: tendencies.map((ratePpm) => ({
      ratePpm,
      meanPd: meanOf(pdsAt(ratePpm)),
      used: ratePpm === used,
    })),
    scoreDistribution: histogramOf(scored),
  };
}

/** A model that there is not: nothing to develop it on and none given. */
function noModel(enterprises: readonly { readonly label: string | null }[]): EvaluatedModel {
  const labelled = enterprises.filter(({ label }) => label !== null);
  const defaults = labelled.filter(({ label }) => label === "default").length;
  const badRate = labelled.length === 0 ? 0 : defaults / labelled.length;
  return {
    scorecard: null,
    sample: { enterprises: labelled.length, defaults, badRate },
    auc: null,
    grades: [],
    centralTendency: [],
    scoreDistribution: [],
  };
}

/** Every named number behind the result, with where it comes from. */
export function describeParameters(
  decision: DecisionParameters,
  scorecard: Scorecard | null,
  assumesChurn: boolean,
): ShownParameter[] {
  const shown: Parameter<unknown>[] = Object.values(decision);
  if (assumesChurn) shown.push(defaultChurn);
  if (scorecard !== null) shown.push(...scorecardParameters);
  shown.push(...Object.values(planParameters));
  return shown.map(({ id, value, unit, effectiveFrom, origin, zh, en }) => ({
    id,
    value: typeof value === "object" ? JSON.stringify(value) : String(value),
    unit,
    effectiveFrom,
    origin,
    zh,
    en,
  }));
}

function describeScorecard(scorecard: Scorecard): ShownScorecard {
  const { scaling } = scorecard.parameters;
  return {
    basePoints: scorecard.scaling.basePoints,
    pdo: scaling.pointsToDoubleOdds,
    baseOdds: `1:${scaling.baseGoodsPerBad}`,
    indicators: scorecard.indicators.map(({ id, iv, coefficient, standardError, bins }) => ({
      id,
      iv,
      coefficient,
      standardError,
      bins: bins.map((bin) => ({
        label: labelOfBin(bin, "en"),
        count: bin.count,
        bads: bin.bads,
        woe: bin.woe,
        points: bin.points,
      })),
    })),
  };
}

function describeAuc(developed: DevelopedModel): NonNullable<EvaluatedModel["auc"]> {
  const { mean, low, high, foldSd, method, methodZh } = developed.validation;
  return {
    mean,
    low,
    high,
    foldSd,
    method,
    methodZh,
    asOf12m: developed.aucAsOf12m,
    withoutEndOfSeries: developed.aucWithoutEndOfSeries,
  };
}

function histogramOf(scored: readonly ScoredEnterprise[]): EvaluatedModel["scoreDistribution"] {
  const bucketOf = (score: number): number => Math.floor(score / HISTOGRAM_STEP);
  const buckets = scored.map(({ score }) => bucketOf(score));
  if (buckets.length === 0) return [];
  const first = Math.min(...buckets);
  const rows = Array.from({ length: Math.max(...buckets) - first + 1 }, (_, index) => ({
    from: (first + index) * HISTOGRAM_STEP,
    to: (first + index + 1) * HISTOGRAM_STEP,
    developed: 0,
    applicants: 0,
  }));
  for (const { score, scoredBy } of scored) {
    const row = rows[bucketOf(score) - first] as (typeof rows)[number];
    if (scoredBy === "outOfFold") row.developed++;
    else row.applicants++;
  }
  return rows;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
