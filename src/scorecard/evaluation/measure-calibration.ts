import { chiSquaredUpper } from "../distributions/chi-squared.ts";
import { normalQuantile, normalTwoSided } from "../distributions/normal.ts";
import type { BrierParts, Calibration, CalibrationGroup, ChiSquaredTest } from "./calibration.ts";
import { scaleEstimate, shareEstimate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { equalGroups, sumOf } from "./score-levels.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** How calibration is measured. */
export interface CalibrationOptions {
  readonly groups: number;
  readonly confidence: number;
  /** The rows are those the model was fitted on, which costs the Hosmer–Lemeshow test two degrees of freedom. */
  readonly isFitted: boolean;
}

/**
 * Calibration of the PDs of levels with both outcomes; the PD of a level is the mean of its rows.
 * @source D. Hosmer, S. Lemeshow, R. Sturdivant, Applied Logistic Regression (3rd ed. 2013), §5.2.2; A. Murphy 1973;
 * D. Spiegelhalter, Statistics in Medicine 5 (1986); D. Cox 1958 (intercept and slope)
 */
export function measureCalibration(levels: ScoreLevels, options: CalibrationOptions): Calibration {
  const { goods, bads, pd, effectiveScale } = levels.totals;
  const groups = groupsOf(levels, options);
  const found = { count: bads * effectiveScale, trials: (goods + bads) * effectiveScale };
  const errors = groups.map(({ meanPd, badRate }) => Math.abs(badRate.value - meanPd));
  const weighted = groups.map(({ rows }, index) => rows * (errors[index] as number));
  return {
    brier: brierParts(levels, groups),
    hosmerLemeshow: hosmerLemeshow(groups, options.isFitted, effectiveScale),
    inTheLarge: {
      found: bads,
      expected: pd,
      ratio: scaleEstimate(shareEstimate(found, options.confidence), (goods + bads) / pd),
    },
    ...recalibrationLine(levels, options.confidence),
    spiegelhalter: spiegelhalter(levels),
    maximumError: Math.max(...errors),
    expectedError: weighted.reduce((sum, error) => sum + error, 0) / (goods + bads),
    groups,
  };
}

/** Lowest PD first. */
function groupsOf(
  levels: ScoreLevels,
  { groups, confidence }: CalibrationOptions,
): readonly CalibrationGroup[] {
  const scale = levels.totals.effectiveScale;
  const ends = equalGroups(levels, groups);
  return ends
    .map((end, index): CalibrationGroup => {
      const start = ends[index - 1] ?? 0;
      const bads = sumOf(levels.bads.subarray(start, end));
      const rows = bads + sumOf(levels.goods.subarray(start, end));
      const meanPd = sumOf(levels.pd.subarray(start, end)) / rows;
      const badRate = shareEstimate({ count: bads * scale, trials: rows * scale }, confidence);
      return { rows, bads, meanPd, badRate };
    })
    .reverse();
}

function hosmerLemeshow(
  groups: readonly CalibrationGroup[],
  isFitted: boolean,
  scale: number,
): ChiSquaredTest {
  let statistic = 0;
  for (const { rows, bads, meanPd } of groups) {
    if (meanPd <= 0 || meanPd >= 1) continue;
    statistic += (scale * (bads - rows * meanPd) ** 2) / (rows * meanPd * (1 - meanPd));
  }
  const degreesOfFreedom = isFitted ? Math.max(1, groups.length - 2) : groups.length;
  return { statistic, degreesOfFreedom, pValue: chiSquaredUpper(statistic, degreesOfFreedom) };
}

function brierParts(levels: ScoreLevels, groups: readonly CalibrationGroup[]): BrierParts {
  const { goods, bads } = levels.totals;
  const total = goods + bads;
  const rate = bads / total;
  let score = 0;
  eachLevel(levels, (pd, ownGoods, ownBads) => {
    score += (ownGoods * pd * pd + ownBads * (1 - pd) ** 2) / total;
  });
  let reliability = 0;
  let resolution = 0;
  for (const { rows, meanPd, badRate } of groups) {
    reliability += (rows / total) * (meanPd - badRate.value) ** 2;
    resolution += (rows / total) * (badRate.value - rate) ** 2;
  }
  const uncertainty = rate * (1 - rate);
  return {
    score,
    reliability,
    resolution,
    uncertainty,
    within: score - reliability + resolution - uncertainty,
    skill: 1 - score / uncertainty,
  };
}

function spiegelhalter(levels: ScoreLevels): { readonly z: number; readonly pValue: number } {
  let excess = 0;
  let variance = 0;
  eachLevel(levels, (pd, goods, bads) => {
    excess += (bads * (1 - pd) - goods * pd) * (1 - 2 * pd);
    variance += (goods + bads) * (1 - 2 * pd) ** 2 * pd * (1 - pd);
  });
  const z = variance > 0 ? (excess / Math.sqrt(variance)) * Math.sqrt(levels.totals.effectiveScale) : 0;
  return { z, pValue: normalTwoSided(z) };
}

/** Newton's steps for logit P(bad) = intercept + slope · logit(PD); `null` where the outcomes are separated. */
function recalibrationLine(
  levels: ScoreLevels,
  confidence: number,
): { readonly intercept: Estimate | null; readonly slope: Estimate | null } {
  let intercept = 0;
  let slope = 1;
  for (let step = 0; step < 50; step++) {
    const { gradient, information } = scoreAt(levels, intercept, slope);
    const [constant, cross, square] = information;
    const determinant = constant * square - cross * cross;
    if (!(determinant > 1e-12 * constant * square)) break;
    const [ofConstant, ofSlope] = gradient;
    const moves = [
      (square * ofConstant - cross * ofSlope) / determinant,
      (constant * ofSlope - cross * ofConstant) / determinant,
    ] as const;
    intercept += moves[0];
    slope += moves[1];
    if (!(Math.abs(intercept) < 100 && Math.abs(slope) < 100)) break;
    if (Math.abs(moves[0]) + Math.abs(moves[1]) > 1e-10) continue;
    const z = normalQuantile((1 + confidence) / 2) / Math.sqrt(levels.totals.effectiveScale * determinant);
    return {
      intercept: around(intercept, z * Math.sqrt(square)),
      slope: around(slope, z * Math.sqrt(constant)),
    };
  }
  return { intercept: null, slope: null };
}

function scoreAt(
  levels: ScoreLevels,
  intercept: number,
  slope: number,
): {
  readonly gradient: readonly [number, number];
  readonly information: readonly [number, number, number];
} {
  const gradient: [number, number] = [0, 0];
  const information: [number, number, number] = [0, 0, 0];
  eachLevel(levels, (pd, goods, bads) => {
    if (pd <= 0 || pd >= 1) return;
    const x = Math.log(pd / (1 - pd));
    const fitted = 1 / (1 + Math.exp(-intercept - slope * x));
    const residual = bads - (goods + bads) * fitted;
    const weight = (goods + bads) * fitted * (1 - fitted);
    gradient[0] += residual;
    gradient[1] += residual * x;
    information[0] += weight;
    information[1] += weight * x;
    information[2] += weight * x * x;
  });
  return { gradient, information };
}

function eachLevel(levels: ScoreLevels, visit: (pd: number, goods: number, bads: number) => void): void {
  for (let level = 0; level < levels.points.length; level++) {
    const goods = levels.goods[level] as number;
    const bads = levels.bads[level] as number;
    visit((levels.pd[level] as number) / (goods + bads), goods, bads);
  }
}

function around(value: number, half: number): Estimate {
  return { value, low: value - half, high: value + half };
}
