import { createRandom, quantileOfSorted, type ReportProgress } from "#kernel";
import { trainOn } from "../binning/bin-indicator.ts";
import { scorecardFaults } from "../errors.ts";
import { valueAt } from "../regression/design.ts";
import { fitCard } from "../screening/fit-card.ts";
import type { FittedCard } from "../screening/fit-card.ts";
import { assignFolds } from "../evaluation/assign-folds.ts";
import type { RulesByIndicator, ScorecardParameters } from "../parameters.ts";
import { checkParameters } from "../parameters.ts";
import { checkSample } from "../sample.ts";
import type { Sample } from "../sample.ts";
import { prepareSample } from "../screening/prepare-sample.ts";
import { brierScore, measureDiscrimination } from "../evaluation/discrimination.ts";

export interface CrossValidationOptions {
  readonly folds: number;
  readonly repeats: number;
  /** Same seed, same folds, same bits. */
  readonly seed: string;
  /** What is laid down for single indicators, in every fold. */
  readonly rules?: RulesByIndicator;
  readonly onProgress?: ReportProgress;
}

/** Discrimination outside the rows a card was fitted on. */
export interface CrossValidation {
  readonly folds: number;
  readonly repeats: number;
  /** Mean of the repeats' mean AUC. */
  readonly mean: number;
  /** 2.5 % and 97.5 % quantiles of the repeats' mean AUC: the spread that the choice of folds makes. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the AUC over all folds of all repeats: the spread that a small sample makes. */
  readonly foldSd: number;
  readonly ks: number;
  readonly brier: number;
  /** Mean number of indicators on the folds' cards. */
  readonly indicators: number;
  /** In how many of the folds each indicator made it onto the card, as a share. */
  readonly selectedShare: Readonly<Record<string, number>>;
  /** What was done, in one sentence; `methodZh` is the same in Chinese. */
  readonly method: string;
  readonly methodZh: string;
  /** Per row, log odds by the cards that had not seen the row, averaged over the repeats. */
  readonly outOfFoldLogOdds: Float64Array;
}

/**
 * Repeated stratified k-fold cross-validation with binning, screening, selection and fit inside the fold.
 * @throws SCORECARD_FOLDS_TOO_MANY when an outcome has fewer rows than folds, and checkSample's faults
 */
export function crossValidate(
  sample: Sample,
  parameters: ScorecardParameters,
  options: CrossValidationOptions,
): CrossValidation {
  checkParameters(parameters);
  const { rows, bads } = checkSample(sample);
  const { folds, repeats } = options;
  if (folds < 2 || Math.min(bads, rows - bads) < folds) {
    throw scorecardFaults.fault("SCORECARD_FOLDS_TOO_MANY", { folds, bads, goods: rows - bads });
  }
  const prepared = prepareSample(sample);
  const random = createRandom(options.seed);
  const tally = emptyTally(rows);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const foldOf = assignFolds(sample.bad, folds, random);
    for (let fold = 0; fold < folds; fold++) {
      const included = foldOf.map((of) => (of === fold ? 0 : 1));
      const held = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold);
      const given = options.rules === undefined ? {} : { rules: options.rules };
      addFold(tally, fitCard(prepared, trainOn(included, sample), parameters, given), held, sample);
      options.onProgress?.({
        step: "crossValidate",
        done: repeat * folds + fold + 1,
        total: repeats * folds,
        unit: "fits",
      });
    }
  }
  return summarise(tally, sample, options);
}

interface Tally {
  readonly auc: number[];
  readonly ks: number[];
  readonly brier: number[];
  readonly indicators: number[];
  readonly selected: Map<string, number>;
  readonly logOddsSum: Float64Array;
}

function emptyTally(rows: number): Tally {
  return {
    auc: [],
    ks: [],
    brier: [],
    indicators: [],
    selected: new Map(),
    logOddsSum: new Float64Array(rows),
  };
}

function addFold(tally: Tally, { members, regression }: FittedCard, held: Int32Array, sample: Sample): void {
  const logOdds = new Float64Array(sample.bad.length);
  const probability = new Float64Array(sample.bad.length);
  for (const row of held) {
    let sum = regression.intercept;
    members.forEach(({ column }, j) => {
      sum += (regression.coefficients[j] as number) * valueAt(column, row);
    });
    logOdds[row] = sum;
    probability[row] = 1 / (1 + Math.exp(-sum));
    tally.logOddsSum[row] = (tally.logOddsSum[row] as number) + sum;
  }
  const { auc, ks } = measureDiscrimination(logOdds, sample.bad, held, sample.weights);
  tally.auc.push(auc);
  tally.ks.push(ks);
  tally.brier.push(brierScore(probability, sample.bad, held, sample.weights));
  tally.indicators.push(members.length);
  for (const { id } of members) tally.selected.set(id, (tally.selected.get(id) ?? 0) + 1);
}

function summarise(tally: Tally, sample: Sample, options: CrossValidationOptions): CrossValidation {
  const { folds, repeats, seed } = options;
  const repeatMeans: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    repeatMeans.push(meanOf(tally.auc.slice(repeat * folds, (repeat + 1) * folds)));
  }
  repeatMeans.sort((a, b) => a - b);
  const mean = meanOf(tally.auc);
  const variance = tally.auc.reduce((sum, auc) => sum + (auc - mean) ** 2, 0) / (tally.auc.length - 1);
  const fits = folds * repeats;
  const selected = sample.indicators.map(({ id }) => [id, (tally.selected.get(id) ?? 0) / fits] as const);
  return {
    folds,
    repeats,
    mean,
    low: quantileOfSorted(repeatMeans, 0.025),
    high: quantileOfSorted(repeatMeans, 0.975),
    foldSd: Math.sqrt(variance),
    ks: meanOf(tally.ks),
    brier: meanOf(tally.brier),
    indicators: meanOf(tally.indicators),
    selectedShare: Object.fromEntries(selected),
    method: `Stratified ${folds}-fold cross-validation repeated ${repeats} times (seed "${seed}"); binning, screening, selection and fit inside each fold. Mean of the repeats' mean AUC; low and high are the 2.5 % and 97.5 % quantiles of the repeats' means (the choice of folds), the fold deviation is the standard deviation over all ${fits} folds (the small sample).`,
    methodZh: `分层 ${folds} 折交叉验证，重复 ${repeats} 次（种子 "${seed}"）；分箱、筛选、入模与拟合全部在折内完成。均值为各次重复平均 AUC 的均值；上下界为各次重复均值的 2.5 % 与 97.5 % 分位（反映分折的随机性）；折间标准差取自全部 ${fits} 折（反映小样本的波动）。`,
    outOfFoldLogOdds: tally.logOddsSum.map((sum) => sum / repeats),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
