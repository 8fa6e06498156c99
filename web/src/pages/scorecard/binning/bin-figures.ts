import { type CountedBin, describeBins, normalTwoSided, type Trend } from "#scorecard";
import type { BinningDraft } from "./draft.ts";
import { boundaryOf } from "./draft.ts";
import {
  addEntries,
  addTallies,
  badRateOf,
  emptyTally,
  type FineCounts,
  type FineEntry,
  rowsOf,
  type Tally,
} from "./fine-counts.ts";
import { courseOf, trendBreaks } from "./trend-breaks.ts";

/** What a bin holds; a range is closed below and open above, null = unbounded. */
export type BinContent =
  | { readonly kind: "range"; readonly from: number | null; readonly to: number | null }
  | { readonly kind: "group"; readonly categories: readonly string[] }
  | { readonly kind: "special"; readonly codes: readonly number[] }
  | { readonly kind: "other" }
  | { readonly kind: "missing" };

/** One bin of a draft with everything that is shown of it. */
export interface DraftBin {
  readonly content: BinContent;
  readonly training: Tally;
  readonly heldOut: Tally;
  readonly byVintage: readonly Tally[];
  /** Of all training rows. */
  readonly share: number;
  readonly badRate: number | null;
  readonly heldOutBadRate: number | null;
  readonly woe: number;
  /** Null without held-out rows of both outcomes. */
  readonly heldOutWoe: number | null;
  readonly iv: number;
  /** Value bin whose weight of evidence it takes over, an index; null where it keeps its own. */
  readonly mergedInto: number | null;
  /** That its bad rate and that of the value bin before it differ by chance alone; null for the first and beside the values. */
  readonly pValue: number | null;
  /** Whether the step from the value bin before goes against the locked trend. */
  readonly isAgainstTrend: boolean;
}

/** The figures of a whole draft. */
export interface DraftFigures {
  readonly bins: readonly DraftBin[];
  readonly valueBins: number;
  readonly iv: number;
  readonly heldOutIv: number | null;
  /** Largest difference of the running shares of bads and goods, over the bins by bad rate. */
  readonly ks: number;
  /** Held-out rows against training; null without held-out rows. */
  readonly psi: number | null;
  /** Each vintage against training; empty without vintages. */
  readonly psiByVintage: readonly (number | null)[];
  /** The course that the bad rates follow in training and in held-out rows. */
  readonly course: Trend;
  readonly heldOutCourse: Trend | null;
  readonly breaks: readonly number[];
}

/** What the figures of a draft hang on beside its bins. */
export interface FigureRules {
  /** The trend that the bins are held against; `none` holds them against nothing. */
  readonly lock: Trend;
  /** Whether missing values take over the weight of evidence of the value bin nearest in risk. */
  readonly missing: "separate" | "merge";
}

/** Every figure of a binning at once: a few passes over at most 2,000 entries, so it keeps up with a dragged cut. */
export function figuresOf(counts: FineCounts, draft: BinningDraft, rules: FigureRules): DraftFigures {
  const values = valueBins(counts, draft);
  const beside = [...leftOver(counts, draft), ...counts.beside]
    .filter((entry) => entry.kind !== "other" || rowsOf(entry.training) + rowsOf(entry.heldOut) > 0)
    .map((entry) => ({ content: besideContent(entry), ...entryOf(entry) }));
  const filled = [...values, ...beside];
  const training = addTallies(filled.map((bin) => bin.training));
  const heldOut = addTallies(filled.map((bin) => bin.heldOut));
  const tallies = values.map((bin) => bin.training);
  const breaks = trendBreaks(tallies, rules.lock);
  const described = describe(counts, filled, "training", rules);
  const heldOutDescribed = describe(counts, filled, "heldOut", rules);
  const bins = filled.map((bin, index) => ({
    ...bin,
    share: rowsOf(bin.training) / Math.max(1, rowsOf(training)),
    badRate: badRateOf(bin.training),
    heldOutBadRate: badRateOf(bin.heldOut),
    woe: described?.bins[index]?.woe ?? 0,
    heldOutWoe: rowsOf(bin.heldOut) === 0 ? null : (heldOutDescribed?.bins[index]?.woe ?? null),
    iv: described?.bins[index]?.iv ?? 0,
    mergedInto: described?.bins[index]?.mergedInto ?? null,
    pValue: index < values.length ? differenceOf(tallies[index - 1], bin.training) : null,
    isAgainstTrend: index < values.length && breaks.includes(index),
  }));
  const hasHeldOut = heldOut.bads > 0 && heldOut.goods > 0;
  return {
    bins,
    valueBins: values.length,
    iv: described?.iv ?? 0,
    heldOutIv: heldOutDescribed?.iv ?? null,
    ks: ksOf(filled.map((bin) => bin.training)),
    psi:
      rowsOf(heldOut) === 0
        ? null
        : psiOf(filled.map((bin) => ({ expected: rowsOf(bin.training), actual: rowsOf(bin.heldOut) }))),
    psiByVintage: counts.vintages.map((_, vintage) => {
      const pairs = filled.map((bin) => ({
        expected: rowsOf(bin.training),
        actual: rowsOf(bin.byVintage[vintage] ?? emptyTally),
      }));
      return pairs.every(({ actual }) => actual === 0) ? null : psiOf(pairs);
    }),
    course: courseOf(tallies),
    heldOutCourse: hasHeldOut ? courseOf(values.map((bin) => bin.heldOut)) : null,
    breaks,
  };
}

type Filled = FineEntry & { readonly content: BinContent };

function valueBins({ values, vintages }: FineCounts, draft: BinningDraft): Filled[] {
  if (values.kind === "numeric") {
    const cuts = draft.kind === "numeric" ? draft.cuts : [];
    const places = [0, ...cuts.map((cut) => boundaryOf(values.entries, cut)), values.entries.length];
    return places.slice(1).map((end, index) => ({
      content: { kind: "range", from: cuts[index - 1] ?? null, to: cuts[index] ?? null },
      ...addEntries(values.entries.slice(places[index], end), vintages.length),
    }));
  }
  const groups = draft.kind === "categorical" ? draft.groups : [];
  return groups.map((categories) => {
    const held = new Set(categories);
    return {
      content: { kind: "group", categories },
      ...addEntries(
        values.entries.filter(({ category }) => held.has(category)),
        vintages.length,
      ),
    };
  });
}

/** Categories of no group: rare ones, which the library bins with those that are still to come. */
function leftOver({ values, vintages }: FineCounts, draft: BinningDraft): FineCounts["beside"] {
  if (values.kind === "numeric" || draft.kind === "numeric") return [];
  const held = new Set(draft.groups.flat());
  const others = values.entries.filter(({ category }) => !held.has(category));
  return [{ kind: "other", codes: [], ...addEntries(others, vintages.length) }];
}

function besideContent({ kind, codes }: FineCounts["beside"][number]): BinContent {
  return kind === "special" ? { kind, codes } : { kind };
}

function entryOf({ training, heldOut, byVintage }: FineEntry): FineEntry {
  return { training, heldOut, byVintage };
}

/** The figures as the library gives them, merged bins included; null where an outcome is absent. */
function describe(
  { smoothingRows, mergesSpecial }: FineCounts,
  bins: readonly Filled[],
  part: "training" | "heldOut",
  { missing }: FigureRules,
) {
  const totals = addTallies(bins.map((bin) => bin[part]));
  if (totals.bads === 0 || totals.goods === 0) return null;
  const counted = bins.map(
    ({ content, [part]: { bads, goods } }): CountedBin => ({
      kind: content.kind === "other" ? { kind: "other", categories: [] } : content,
      outcomes: { bads, goods, badRows: bads, goodRows: goods },
      merges:
        (content.kind === "missing" && missing === "merge") || (content.kind === "special" && mergesSpecial),
    }),
  );
  return describeBins(counted, totals, smoothingRows);
}

/** The pooled z-test of two bad rates, two-sided; null where there is nothing to compare. */
function differenceOf(one: Tally | undefined, other: Tally): number | null {
  if (one === undefined || rowsOf(one) === 0 || rowsOf(other) === 0) return null;
  const rate = (one.bads + other.bads) / (rowsOf(one) + rowsOf(other));
  const variance = rate * (1 - rate) * (1 / rowsOf(one) + 1 / rowsOf(other));
  if (variance === 0) return 1;
  return normalTwoSided(((badRateOf(one) ?? 0) - (badRateOf(other) ?? 0)) / Math.sqrt(variance));
}

function ksOf(bins: readonly Tally[]): number {
  const total = addTallies(bins);
  const byRate = bins
    .filter((bin) => rowsOf(bin) > 0)
    .toSorted((left, right) => (badRateOf(right) ?? 0) - (badRateOf(left) ?? 0));
  let [bads, goods, most] = [0, 0, 0];
  for (const bin of byRate) {
    bads += bin.bads;
    goods += bin.goods;
    most = Math.max(most, bads / Math.max(1, total.bads) - goods / Math.max(1, total.goods));
  }
  return most;
}

/** Rows of one bin in the two samples that are compared. */
interface Pair {
  readonly expected: number;
  readonly actual: number;
}

/** Population stability index; half a row stands in for an empty bin, so that it stays finite. */
function psiOf(pairs: readonly Pair[]): number {
  const least = 0.5;
  const expectedRows = sum(pairs.map(({ expected }) => expected));
  const actualRows = sum(pairs.map(({ actual }) => actual));
  return sum(
    pairs.map(({ expected, actual }) => {
      if (expected === 0 && actual === 0) return 0;
      const before = Math.max(expected, least) / expectedRows;
      const after = Math.max(actual, least) / actualRows;
      return (after - before) * Math.log(after / before);
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
