import { divergencesByVintage, enumerateBins, mirrorBins } from "../optimum/admissible-bins.ts";
import type { BinningProblem, FoundBins, VintageProof } from "../optimum/binning-problem.ts";
import { mayLeaveUncounted, taskOf } from "../optimum/find-best-bins.ts";
import { mirrorTest } from "../optimum/neighbour-test.ts";
import { searchBins } from "../optimum/search-bins.ts";
import type { SearchTask } from "../optimum/search-bins.ts";
import { cellOfPair, searchCurvature } from "../optimum/search-curvature.ts";
import { cellOf } from "../optimum/search-tables.ts";
import type { Trend } from "../optimum/trend.ts";
import { walkOf } from "../optimum/trend-steps.ts";
import { decide, weighBins } from "../optimum/worst-vintage.ts";

/**
 * Why no binning can be better, so that anyone can check it without trusting the search: `checkCertificate`. Plain JSON.
 * The boundaries show the lower bound, the potentials the upper one.
 */
export interface BinningCertificate {
  readonly boundaries: readonly number[];
  readonly trend: Trend;
  readonly lower: number;
  readonly upper: number;
  readonly proof: CertificateProof;
}

export type CertificateProof =
  /** `weights` of the vintages; empty over the sample. One entry of potentials for each trend of the problem. */
  | {
      readonly kind: "potentials";
      readonly weights: readonly number[];
      readonly potentials: readonly Potentials[];
    }
  /** Every binning has the boundary or has it not. */
  | {
      readonly kind: "split";
      readonly boundary: number;
      readonly with: CertificateProof;
      readonly without: CertificateProof;
    };

/**
 * The most that a row of exactly `bins` bins from one bin up to the last pre-bin can be worth; −1 where there is no such
 * row; `maxBins` bins only from pre-bin 0 on. Straight trends: at (((bins − 1) · phases + phase) · stride + start) · stride + end for a row that begins with the
 * bin start … end − 1; phase 1 is after the turn of a peak or valley. Concave and convex: at
 * (((bins − 2) · stride + start) · stride + middle) · stride + end for a row that begins with two bins. stride = size + 1.
 */
export interface Potentials {
  readonly trend: Trend;
  /** Null where bins were not counted: then a potential is for any number of them, and stands where that of one bin would. */
  readonly maxBins: number | null;
  readonly values: readonly number[];
}

/** The certificate of an answer: the search again from the other end, which gives the potentials. */
export function certify(problem: BinningProblem, found: FoundBins): BinningCertificate {
  const { boundaries, trend, lower, upper } = found;
  const proof = prove(problem, found.proof ?? { kind: "weights", weights: [] }, upper);
  return { boundaries, trend, lower, upper, proof };
}

function prove(problem: BinningProblem, proof: VintageProof, upper: number): CertificateProof {
  if (proof.kind === "split") {
    const { boundary } = proof;
    return {
      kind: "split",
      boundary,
      with: prove(decide(problem, boundary, true), proof.with, upper),
      without: prove(decide(problem, boundary, false), proof.without, upper),
    };
  }
  const { weights } = proof;
  const bins = enumerateBins(problem);
  const weighted = weights.length === 0 ? bins : weighBins(bins, divergencesByVintage(problem), weights);
  const task = taskOf(problem, weighted);
  const mirrored: SearchTask = {
    ...task,
    bins: mirrorBins(weighted),
    neighbours: mirrorTest(task.neighbours, weighted.size),
  };
  const limit = upper - otherBinsOf(problem, weights) + 1e-12 * Math.max(1, upper);
  return {
    kind: "potentials",
    weights,
    potentials: problem.trends.map((trend) =>
      trend === "concave" || trend === "convex"
        ? bentPotentials(mirrored, trend)
        : straightPotentials(mirrored, trend, limit),
    ),
  };
}

function otherBinsOf({ vintages }: BinningProblem, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (vintages[index]?.otherBins ?? 0), 0);
}

/** Without counting where that proves as much: the potentials are fewer then. */
function straightPotentials(mirrored: SearchTask, trend: Trend, limit: number): Potentials {
  if (mayLeaveUncounted(mirrored)) {
    const uncounted = potentialsOf({ ...mirrored, isCounted: false }, trend);
    const mostOfFirst = uncounted.values.slice(0, mirrored.bins.size + 1);
    if (Math.max(...mostOfFirst) <= limit) return uncounted;
  }
  return potentialsOf(mirrored, trend);
}

/** Read from the other end a row that only rose is what follows a peak, so its phases change places. */
function potentialsOf(mirrored: SearchTask, trend: Trend): Potentials {
  const { size } = mirrored.bins;
  const reached = searchBins(mirrored, walkOf([mirrorTrend(trend)]));
  const { phases, maxBins } = reached;
  const stride = size + 1;
  const values = Array.from({ length: maxBins * phases * stride * stride }, () => -1);
  for (let bins = 1; bins <= maxBins; bins++) {
    for (let start = 0; start < size; start++) {
      for (let end = start + 1; end <= size; end++) {
        let most = -1;
        for (let turned = 0; turned < phases; turned++) {
          const found = reached.values[cellOf(reached, bins, turned, size - end, size - start)] as number;
          most = Math.max(most, found);
          const phase = phases - 1 - turned;
          values[(((bins - 1) * phases + phase) * stride + start) * stride + end] = most;
        }
      }
    }
  }
  return { trend, maxBins: mirrored.isCounted ? maxBins : null, values };
}

function mirrorTrend(trend: Trend): Trend {
  if (trend === "ascending") return "descending";
  return trend === "descending" ? "ascending" : trend;
}

function bentPotentials(mirrored: SearchTask, trend: "concave" | "convex"): Potentials {
  const { size } = mirrored.bins;
  const stride = size + 1;
  const reached = searchCurvature(mirrored, trend);
  const values = Array.from({ length: (mirrored.maxBins - 1) * stride ** 3 }, () => -1);
  for (let bins = 2; bins <= mirrored.maxBins; bins++) {
    for (let start = 0; start < size; start++) {
      for (let middle = start + 1; middle < size; middle++) {
        for (let end = middle + 1; end <= size; end++) {
          const found = reached.values[
            cellOfPair(reached, bins, size - end, size - middle, size - start)
          ] as number;
          const cell = (((bins - 2) * stride + start) * stride + middle) * stride + end;
          values[cell] = Math.max(-1, found);
        }
      }
    }
  }
  return { trend, maxBins: mirrored.maxBins, values };
}
