import { divergencesByVintage, enumerateBins, mirrorBins } from "./admissible-bins.ts";
import type { BinningProblem, FoundBins, VintageProof } from "./binning-problem.ts";
import { taskOf } from "./find-best-bins.ts";
import { mirrorTest } from "./neighbour-test.ts";
import { searchBins } from "./search-bins.ts";
import type { SearchTask } from "./search-bins.ts";
import { cellOfPair, searchCurvature } from "./search-curvature.ts";
import { cellOf } from "./search-tables.ts";
import type { Trend } from "./trend.ts";
import { walkOf } from "./trend-steps.ts";
import { decide, weighBins } from "./worst-vintage.ts";

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
  readonly maxBins: number;
  readonly values: readonly number[];
}

/** The certificate of an answer: the search again from the other end, which gives the potentials. */
export function certify(problem: BinningProblem, found: FoundBins): BinningCertificate {
  const { boundaries, trend, lower, upper } = found;
  return {
    boundaries,
    trend,
    lower,
    upper,
    proof: prove(problem, found.proof ?? { kind: "weights", weights: [] }),
  };
}

function prove(problem: BinningProblem, proof: VintageProof): CertificateProof {
  if (proof.kind === "split") {
    const { boundary } = proof;
    return {
      kind: "split",
      boundary,
      with: prove(decide(problem, boundary, true), proof.with),
      without: prove(decide(problem, boundary, false), proof.without),
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
  return {
    kind: "potentials",
    weights,
    potentials: problem.trends.map((trend) => ({
      trend,
      maxBins: task.maxBins,
      values:
        trend === "concave" || trend === "convex"
          ? bentPotentials(mirrored, trend)
          : potentialsOf(mirrored, trend),
    })),
  };
}

/** Read from the other end a row that only rose is what follows a peak, so its phases change places. */
function potentialsOf(mirrored: SearchTask, trend: Trend): number[] {
  const { size } = mirrored.bins;
  const reached = searchBins(mirrored, walkOf([mirrorTrend(trend)]));
  const { phases } = reached;
  const stride = size + 1;
  const values = Array.from({ length: mirrored.maxBins * phases * stride * stride }, () => -1);
  for (let bins = 1; bins <= mirrored.maxBins; bins++) {
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
  return values;
}

function mirrorTrend(trend: Trend): Trend {
  if (trend === "ascending") return "descending";
  return trend === "descending" ? "ascending" : trend;
}

function bentPotentials(mirrored: SearchTask, bend: "concave" | "convex"): number[] {
  const { size } = mirrored.bins;
  const stride = size + 1;
  const reached = searchCurvature(mirrored, bend);
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
  return values;
}
