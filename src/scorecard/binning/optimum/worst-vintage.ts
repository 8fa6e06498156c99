import { divergencesByVintage, enumerateBins } from "./admissible-bins.ts";
import type { AdmissibleBins } from "./admissible-bins.ts";
import type { BinningProblem, FoundBins, VintageProof } from "./binning-problem.ts";
import { isLargestPart } from "./divergence.ts";
import { findBestBins } from "./find-best-bins.ts";
import type { BestBins } from "./find-best-bins.ts";
import { solveMatrixGame } from "./matrix-game.ts";
import { proofParameters } from "./proof-parameters.ts";

/** Bounds this close together are equal but for rounding. */
const closeness = 1e-12;

/**
 * The binning whose worst vintage is best. Under any weights of the vintages the best average is at least that, and the
 * dynamic programme finds it; the weights with the least best average are those of a matrix game between the vintages and
 * the binnings found so far. Where a gap remains, the problem splits on a boundary: the binnings with it, those without.
 * Null when there is no binning.
 */
export function findWorstVintageBins(problem: BinningProblem): FoundBins | null {
  const search: Search = { parts: divergencesByVintage(problem), tried: [], best: null, cells: 0 };
  const root = boundNode(problem, search);
  const open = [root];
  while (search.best !== null) {
    open.sort((a, b) => a.upper - b.upper);
    const node = open.pop() as Node;
    const boundary = isClose(node.upper, search.best.worst) ? null : boundaryToDecide(node);
    if (boundary === null || search.cells > proofParameters.cells.value)
      return answerOf(search.best, node.upper, root);
    node.split = {
      boundary,
      with: boundNode(decide(node.problem, boundary, true), search),
      without: boundNode(decide(node.problem, boundary, false), search),
    };
    open.push(node.split.with, node.split.without);
  }
  return null;
}

/** The problem with one more boundary fixed, or forbidden. */
export function decide(problem: BinningProblem, boundary: number, isChosen: boolean): BinningProblem {
  const { limits } = problem;
  return {
    ...problem,
    limits: isChosen
      ? { ...limits, fixedBoundaries: [...limits.fixedBoundaries, boundary] }
      : { ...limits, forbiddenBoundaries: [...limits.forbiddenBoundaries, boundary] },
  };
}

/** The bins with their average divergence over the vintages. */
export function weighBins(
  bins: AdmissibleBins,
  parts: readonly Float64Array[],
  weights: readonly number[],
): AdmissibleBins {
  const weighted = bins.parts.map((own, state) => {
    if (Number.isNaN(own)) return own;
    let sum = 0;
    for (let vintage = 0; vintage < weights.length; vintage++) {
      sum += (weights[vintage] as number) * ((parts[vintage] as Float64Array)[state] as number);
    }
    return sum;
  });
  return { ...bins, parts: weighted };
}

interface Tried extends BestBins {
  /** The divergence of each vintage, other bins included. */
  readonly values: readonly number[];
  readonly worst: number;
}

interface Search {
  readonly parts: readonly Float64Array[];
  readonly tried: Tried[];
  best: Tried | null;
  cells: number;
}

/** Binnings that agree on some boundaries, and what they are worth at most. */
interface Node {
  readonly problem: BinningProblem;
  upper: number;
  weights: readonly number[];
  /** How often the best mix of binnings has each boundary. */
  frequencies: Float64Array;
  split: { readonly boundary: number; readonly with: Node; readonly without: Node } | null;
}

function boundNode(problem: BinningProblem, search: Search): Node {
  const { vintages, preBins, limits } = problem;
  const bins = enumerateBins(problem);
  const node: Node = {
    problem,
    upper: Number.POSITIVE_INFINITY,
    weights: vintages.map(() => 1 / vintages.length),
    frequencies: new Float64Array(preBins.size),
    split: null,
  };
  const columns = search.tried.filter(({ boundaries }) => agrees(boundaries, limits));
  const isAdditive = !isLargestPart(problem.objective);
  for (let round = 0; round < (isAdditive ? proofParameters.rounds.value : vintages.length); round++) {
    const game =
      columns.length > 0 && isAdditive ? solveMatrixGame(columns.map(({ values }) => values)) : null;
    const weights = isAdditive
      ? (game?.weights ?? node.weights)
      : vintages.map((_, vintage) => (vintage === round ? 1 : 0));
    const found = findBestBins(problem, weighBins(bins, search.parts, weights));
    search.cells += bins.size * bins.size * Math.min(limits.maxBins, bins.size);
    if (found === null) return { ...node, upper: Number.NEGATIVE_INFINITY, weights };
    const bound = withOtherBins(found.value, problem, weights);
    if (bound < node.upper) Object.assign(node, { upper: bound, weights });
    const tried = tryBins(found, problem, search);
    columns.push(tried);
    if (game) node.frequencies = frequenciesOf(columns, game.mix, preBins.size);
    const { worst } = search.best as Tried;
    if (isClose(node.upper, worst) || (game && bound - game.value < closeness)) return node;
  }
  return node;
}

function tryBins(found: BestBins, problem: BinningProblem, search: Search): Tried {
  const edges = [0, ...found.boundaries, problem.preBins.size];
  const stride = problem.preBins.size + 1;
  const values = problem.vintages.map(({ otherBins }, vintage) => {
    const parts = search.parts[vintage] as Float64Array;
    let value = 0;
    for (let bin = 0; bin + 1 < edges.length; bin++) {
      const part = parts[(edges[bin] as number) * stride + (edges[bin + 1] as number)] as number;
      value = isLargestPart(problem.objective) ? Math.max(value, part) : value + part;
    }
    return isLargestPart(problem.objective) ? Math.max(value, otherBins) : value + otherBins;
  });
  const tried = { ...found, values, worst: Math.min(...values) };
  search.tried.push(tried);
  if (search.best === null || tried.worst > search.best.worst) search.best = tried;
  return tried;
}

function withOtherBins(
  value: number,
  { objective, vintages }: BinningProblem,
  weights: readonly number[],
): number {
  const other = vintages.reduce(
    (sum, { otherBins }, index) => sum + (weights[index] as number) * otherBins,
    0,
  );
  return isLargestPart(objective) ? Math.max(value, other) : value + other;
}

function agrees(boundaries: readonly number[], limits: BinningProblem["limits"]): boolean {
  return (
    limits.fixedBoundaries.every((boundary) => boundaries.includes(boundary)) &&
    !limits.forbiddenBoundaries.some((boundary) => boundaries.includes(boundary))
  );
}

function frequenciesOf(columns: readonly Tried[], mix: readonly number[], size: number): Float64Array {
  const frequencies = new Float64Array(size);
  for (const [index, share] of mix.entries()) {
    for (const boundary of columns[index]?.boundaries ?? []) {
      frequencies[boundary] = (frequencies[boundary] as number) + share;
    }
  }
  return frequencies;
}

/** The undecided boundary that about half of the mix has; null when all are decided. */
function boundaryToDecide({ problem, frequencies }: Node): number | null {
  const { fixedBoundaries, forbiddenBoundaries } = problem.limits;
  let chosen: number | null = null;
  let leastDistance = Number.POSITIVE_INFINITY;
  for (let boundary = 1; boundary < problem.preBins.size; boundary++) {
    if (fixedBoundaries.includes(boundary) || forbiddenBoundaries.includes(boundary)) continue;
    const distance = Math.abs((frequencies[boundary] as number) - 0.5);
    if (distance < leastDistance) {
      leastDistance = distance;
      chosen = boundary;
    }
  }
  return chosen;
}

function isClose(upper: number, lower: number): boolean {
  return upper - lower <= closeness * Math.max(1, lower);
}

function answerOf(best: Tried, upper: number, root: Node): FoundBins {
  const { worst, boundaries, trend } = best;
  const isProved = isClose(upper, worst);
  return {
    kind: isProved ? "optimal" : "bounded",
    value: worst,
    boundaries,
    trend,
    lower: worst,
    upper: isProved ? worst : upper,
    proof: proofOf(root),
  };
}

function proofOf({ split, weights }: Node): VintageProof {
  if (split === null) return { kind: "weights", weights };
  return {
    kind: "split",
    boundary: split.boundary,
    with: proofOf(split.with),
    without: proofOf(split.without),
  };
}
