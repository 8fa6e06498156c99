import { createRandom } from "#kernel";
import {
  type BinningProblem,
  certify,
  checkCertificate,
  findOptimalBins,
  type FoundBins,
  freeBinLimits,
} from "#scorecard";

export interface SolverTimes {
  readonly preBins: number;
  /** Median time of one exact solution of a monotone problem, best of both directions, certificate not counted. */
  readonly solveUs: number;
  /** Problems solved; each answer's certificate was checked. */
  readonly problems: number;
}

/**
 * Times the solver on random problems of at most eight bins of at least 5 % of the rows, all answers checked.
 * @throws Error when a certificate does not hold
 */
export function benchmarkSolver(preBins: number, problems: number): SolverTimes {
  const times: number[] = [];
  for (let number = 0; number < problems; number++) {
    const problem = buildProblem(preBins, number);
    findOptimalBins(problem);
    const start = performance.now();
    const solution = findOptimalBins(problem);
    times.push(performance.now() - start);
    if (solution.kind !== "infeasible") expectProof(problem, solution);
  }
  times.sort((a, b) => a - b);
  return { preBins, solveUs: 1000 * (times[times.length >> 1] ?? 0), problems };
}

function expectProof(problem: BinningProblem, solution: FoundBins): void {
  const check = checkCertificate(problem, certify(problem, solution));
  if (check.kind !== "proved" || check.upper - check.lower > 1e-9) {
    throw new Error(`not proved: ${JSON.stringify(check)}`);
  }
}

function buildProblem(size: number, number: number): BinningProblem {
  const random = createRandom(`solver ${size} ${number}`);
  const rows = new Int32Array(size + 1);
  const badRows = new Int32Array(size + 1);
  for (let bin = 0; bin < size; bin++) {
    const count = 200 + random.integer(200);
    const rate = 0.05 + (0.2 * bin) / size + 0.1 * random.next();
    rows[bin + 1] = (rows[bin] as number) + count;
    badRows[bin + 1] = (badRows[bin] as number) + Math.round(count * rate);
  }
  const bads = Float64Array.from(badRows);
  const goods = Float64Array.from(rows, (count, bin) => count - (badRows[bin] as number));
  const cuts = Float64Array.from({ length: size - 1 }, (_, bin) => bin + 1);
  return {
    preBins: { size, cuts, rows, badRows, bads, goods },
    totals: { bads: bads[size] as number, goods: goods[size] as number },
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: 0,
    limits: {
      ...freeBinLimits,
      maxBins: 8,
      minRows: Math.ceil(0.05 * (rows[size] as number)),
      minBadRows: 1,
      minGoodRows: 1,
    },
    trends: ["ascending", "descending"],
  };
}
