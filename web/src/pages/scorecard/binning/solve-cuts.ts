import { findOptimalBins, freeBinLimits, type InfeasibleReason, type Trend } from "#scorecard";
import { boundaryOf, cutAt, type NumericDraft } from "./draft.ts";
import { addTallies, emptyTally, type FineCounts, type NumericEntry, rowsOf } from "./fine-counts.ts";

/** What the solver is held to in the editor. */
export interface SolverLimits {
  /** The locked trend; `none` takes the best of ascending, descending, peak and valley. */
  readonly lock: Trend;
  readonly maxBins: number;
  /** Of all training rows, missing ones included. */
  readonly minBinShare: number;
  /** Cuts that the plan wants kept. */
  readonly fixedCuts: readonly number[];
  /** Open intervals in which the plan wants none. */
  readonly forbiddenCuts: readonly { readonly from: number; readonly to: number }[];
}

type SolvedCuts = NumericDraft | { readonly kind: "infeasible"; readonly reason: InfeasibleReason };

const mostGroups = 400;
const mostZooms = 4;
const simpleCourses = ["ascending", "descending", "peak", "valley"] as const;

/**
 * The cuts of the largest information value within the limits, found here and now by the solver that the plan is run
 * with: between every two values of up to 400, else between as many groups, and then between all values near the cuts
 * found until they stay.
 */
export function solveCuts(
  counts: FineCounts,
  entries: readonly NumericEntry[],
  limits: SolverLimits,
): SolvedCuts {
  const fixed = limits.fixedCuts.map((cut) => boundaryOf(entries, cut));
  const groups = withPlaces(groupPlaces(entries), fixed, entries.length);
  let places = groups;
  let found = solveBetween(places, { counts, entries, limits });
  const reach = Math.ceil(entries.length / places.length);
  for (let zoom = 0; zoom < mostZooms && found.kind !== "infeasible" && reach > 1; zoom++) {
    places = withPlaces(
      placesNear(groups, found.places, { reach, most: entries.length }),
      fixed,
      entries.length,
    );
    const next = solveBetween(places, { counts, entries, limits });
    if (next.kind === "infeasible" || next.value <= found.value) break;
    found = next;
  }
  if (found.kind === "infeasible") return found;
  return { kind: "numeric", cuts: found.places.map((place) => laidCutAt(entries, place, limits.fixedCuts)) };
}

/** The cut of the plan where it has one there. */
function laidCutAt(entries: readonly NumericEntry[], place: number, fixedCuts: readonly number[]): number {
  return fixedCuts.find((cut) => boundaryOf(entries, cut) === place) ?? cutAt(entries, place);
}

/** Rising places with further ones that have entries on both sides. */
function withPlaces(places: readonly number[], further: readonly number[], most: number): readonly number[] {
  const inside = further.filter((place) => place > 0 && place < most);
  return [...new Set([...places, ...inside])].sort((a, b) => a - b);
}

/** Boundaries between entries that part the training rows into groups of about equal size. */
function groupPlaces(entries: readonly NumericEntry[]): readonly number[] {
  const total = entries.reduce((sum, { training }) => sum + rowsOf(training), 0);
  const places: number[] = [];
  let [rows, last] = [0, 0];
  entries.slice(0, -1).forEach(({ training }, index) => {
    rows += rowsOf(training);
    const group = Math.floor((rows * mostGroups) / Math.max(1, total));
    if (group === last && entries.length > mostGroups) return;
    last = group;
    places.push(index + 1);
  });
  return places;
}

interface Near {
  readonly reach: number;
  readonly most: number;
}

/** Every fourth of the groups' boundaries, and all that lie near the cuts found. */
function placesNear(groups: readonly number[], found: readonly number[], { reach, most }: Near) {
  const near = found.flatMap((place) =>
    Array.from({ length: 4 * reach + 1 }, (_, step) => place - 2 * reach + step),
  );
  const inside = near.filter((place) => place > 0 && place < most);
  return [...new Set([...groups.filter((_, index) => index % 4 === 0), ...inside])].sort((a, b) => a - b);
}

interface Found {
  readonly kind: "found";
  readonly value: number;
  readonly places: readonly number[];
}

interface SolverTask {
  readonly counts: FineCounts;
  readonly entries: readonly NumericEntry[];
  readonly limits: SolverLimits;
}

/** The optimum between some boundaries. */
function solveBetween(places: readonly number[], { counts, entries, limits }: SolverTask) {
  const totals = addTallies([...entries, ...counts.beside].map(({ training }) => training));
  const { kept, preBins } = groupEntries(entries, places);
  const solution = findOptimalBins({
    preBins,
    totals,
    objective: "iv",
    over: "sample",
    vintages: [],
    smoothingRows: counts.smoothingRows,
    limits: {
      ...freeBinLimits,
      maxBins: limits.maxBins,
      minRows: Math.max(1, Math.ceil(limits.minBinShare * rowsOf(totals))),
      minBadRows: 1,
      minGoodRows: 1,
      ...laidDownBoundaries(entries, kept, limits),
    },
    trends: limits.lock === "none" ? simpleCourses : [limits.lock],
  });
  if (solution.kind === "infeasible") return solution;
  const found: Found = {
    kind: "found",
    value: solution.value,
    places: solution.boundaries.map((boundary) => kept[boundary] ?? 0),
  };
  return found;
}

/** What the plan lays down, as boundaries of the groups. */
function laidDownBoundaries(
  entries: readonly NumericEntry[],
  kept: readonly number[],
  { fixedCuts, forbiddenCuts }: SolverLimits,
) {
  const fixed = fixedCuts.map((cut) => kept.indexOf(boundaryOf(entries, cut)));
  return {
    fixedBoundaries: fixed.filter((boundary) => boundary > 0 && boundary < kept.length - 1),
    forbiddenBoundaries: [...kept.keys()].slice(1, -1).filter((boundary) => {
      const cut = laidCutAt(entries, kept[boundary] ?? 0, fixedCuts);
      return forbiddenCuts.some(({ from, to }) => cut > from && cut < to);
    }),
  };
}

/** Entries joined between boundaries as the solver's prefix sums; `kept[e]` is the entry at its boundary e. */
function groupEntries(entries: readonly NumericEntry[], places: readonly number[]) {
  const kept = [0];
  const sums = [emptyTally];
  let held = emptyTally;
  const ends = new Set([...places, entries.length]);
  entries.forEach(({ training }, index) => {
    held = addTallies([held, training]);
    // A group without training rows would be a bin that the solver cannot judge.
    if (!ends.has(index + 1) || rowsOf(held) === rowsOf(sums.at(-1) ?? emptyTally)) return;
    kept.push(index + 1);
    sums.push(held);
  });
  return {
    kept,
    preBins: {
      size: sums.length - 1,
      cuts: Float64Array.from(kept.slice(1, -1), (boundary) => cutAt(entries, boundary)),
      rows: Int32Array.from(sums, rowsOf),
      badRows: Int32Array.from(sums, ({ bads }) => bads),
      bads: Float64Array.from(sums, ({ bads }) => bads),
      goods: Float64Array.from(sums, ({ goods }) => goods),
    },
  };
}
