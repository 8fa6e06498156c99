import { findOptimalBins, freeBinLimits, type InfeasibleReason, type Trend } from "#scorecard";
import { cutAt, type NumericDraft } from "./draft.ts";
import { addTallies, type FineCounts, type NumericEntry, rowsOf } from "./fine-counts.ts";

/** What the solver is held to in the editor. */
export interface SolverLimits {
  /** The locked trend; `none` takes the best of ascending, descending, peak and valley. */
  readonly lock: Trend;
  readonly maxBins: number;
  /** Of all training rows, missing ones included. */
  readonly minBinShare: number;
}

type SolvedCuts = NumericDraft | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

const mostCandidates = 128;
const simpleCourses = ["ascending", "descending", "peak", "valley"] as const;

/**
 * The cuts of the largest information value within the limits, found here and now by the solver that the plan is run
 * with; between at most 128 groups of about equal size.
 */
export function solveCuts(
  counts: FineCounts,
  entries: readonly NumericEntry[],
  { lock, maxBins, minBinShare }: SolverLimits,
): SolvedCuts {
  const totals = addTallies([...entries, ...counts.beside].map(({ training }) => training));
  const { boundaries, preBins } = groupEntries(entries);
  const solution = findOptimalBins({
    preBins,
    totals,
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: counts.smoothingRows,
    limits: {
      ...freeBinLimits,
      maxBins,
      minRows: Math.max(1, Math.ceil(minBinShare * rowsOf(totals))),
      minBadRows: 1,
      minGoodRows: 1,
    },
    trends: lock === "none" ? simpleCourses : [lock],
  });
  if (solution.kind === "infeasible") return solution;
  const cuts = solution.boundaries.map((boundary) => cutAt(entries, boundaries[boundary] ?? 0));
  return { kind: "numeric", cuts };
}

/** Neighbouring entries with training rows, joined into groups of about equal size, as the prefix sums of the solver. */
function groupEntries(entries: readonly NumericEntry[]) {
  const total = entries.reduce((sum, { training }) => sum + rowsOf(training), 0);
  const boundaries = [0];
  const sums = [{ goods: 0, bads: 0 }];
  let held = { goods: 0, bads: 0 };
  const crossed = (): number => Math.floor((rowsOf(held) * mostCandidates) / Math.max(1, total));
  let last = 0;
  entries.forEach(({ training }, index) => {
    held = addTallies([held, training]);
    if (crossed() <= last && index < entries.length - 1) return;
    if (rowsOf(held) === rowsOf(sums.at(-1) ?? held)) return;
    last = crossed();
    boundaries.push(index + 1);
    sums.push(held);
  });
  const size = sums.length - 1;
  return {
    boundaries,
    preBins: {
      size,
      cuts: Float64Array.from(boundaries.slice(1, -1), (boundary) => cutAt(entries, boundary)),
      rows: Int32Array.from(sums, rowsOf),
      badRows: Int32Array.from(sums, ({ bads }) => bads),
      bads: Float64Array.from(sums, ({ bads }) => bads),
      goods: Float64Array.from(sums, ({ goods }) => goods),
    },
  };
}
