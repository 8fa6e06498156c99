import { createRandom } from "#kernel";
import { certify, checkCertificate, findOptimalBins } from "#scorecard";
import type { BinningProblem } from "#scorecard";
import { randomBinningProblem } from "../src/scorecard/testing/binning-problems.ts";
import { tryAllBinnings, valueOfBinning } from "../src/scorecard/testing/brute-force-bins.ts";

/** What trying every combination of cuts said about the solver's answers. */
export interface ExactnessCount {
  readonly cases: number;
  readonly feasible: number;
  /** Answered as bounded instead of optimal, with bounds around the true optimum. */
  readonly bounded: number;
  readonly certificates: number;
  /** What is wrong, with the number of the case; empty when all is well. */
  readonly mismatches: readonly string[];
}

/** Every so many cases the certificate is made, written as JSON, read and checked. */
const casesPerCertificate = 10;
/** Every so many cases the problem has up to 14 pre-bins instead of 9. */
const casesPerLargeOne = 50;

/** Compares the solver with brute force on random problems of every trend, objective and limit. */
export function countExactness(
  cases: number,
  seed: string,
  onProgress: (done: number, mismatches: number) => void = () => undefined,
): ExactnessCount {
  const random = createRandom(seed);
  const mismatches: string[] = [];
  const counts = { feasible: 0, bounded: 0, certificates: 0 };
  for (let index = 0; index < cases; index++) {
    const problem = randomBinningProblem(random, index % casesPerLargeOne === 0 ? 14 : 9);
    const wrong = compare(problem, index % casesPerCertificate === 0, counts);
    if (wrong !== null) mismatches.push(`case ${index}: ${wrong}`);
    if ((index + 1) % 10_000 === 0) onProgress(index + 1, mismatches.length);
  }
  return { cases, ...counts, mismatches };
}

function compare(
  problem: BinningProblem,
  isCertified: boolean,
  counts: { feasible: number; bounded: number; certificates: number },
): string | null {
  const best = tryAllBinnings(problem);
  const found = findOptimalBins(problem);
  if (best === null) return found.kind === "infeasible" ? null : "bins where there are none";
  counts.feasible++;
  if (found.kind === "infeasible") return "no bins where there are some";
  const slack = 1e-11 * Math.max(1, best.value);
  const own = valueOfBinning(problem, found.boundaries, found.trend);
  if (own === null || Math.abs(own - found.value) > slack) return "the bins are not worth what was said";
  if (found.kind === "bounded") {
    counts.bounded++;
    return found.lower <= best.value + slack && found.upper >= best.value - slack ? null : "wrong bounds";
  }
  if (Math.abs(found.value - best.value) > slack) return `optimal ${found.value} instead of ${best.value}`;
  if (!isCertified) return null;
  counts.certificates++;
  const check = checkCertificate(problem, JSON.parse(JSON.stringify(certify(problem, found))));
  if (check.kind === "refuted") return `certificate refuted: ${check.because}`;
  return check.upper - check.lower <= slack ? null : "certificate with a gap";
}

if (import.meta.main) {
  const cases = Number(process.argv[2] ?? 1_000_000);
  const seed = process.argv[3] ?? `${process.hrtime.bigint()}`;
  const startedAtMs = performance.now();
  console.error(`seed ${seed}`);
  const { mismatches, ...counts } = countExactness(cases, seed, (done, wrong) => {
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0);
    console.error(`${done} of ${cases} cases, ${wrong} mismatches, ${seconds} s`);
  });
  for (const mismatch of mismatches.slice(0, 20)) console.error(mismatch);
  console.log(JSON.stringify({ seed, ...counts, mismatches: mismatches.length }));
  if (mismatches.length > 0) process.exitCode = 1;
}
