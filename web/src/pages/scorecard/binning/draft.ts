import type { FineCounts, NumericEntry } from "./fine-counts.ts";

/** A binning as it stands in the editor: rising cuts of numbers, or groups of categories. */
export type BinningDraft = NumericDraft | CategoricalDraft;

export interface NumericDraft {
  readonly kind: "numeric";
  readonly cuts: readonly number[];
}

export interface CategoricalDraft {
  readonly kind: "categorical";
  readonly groups: readonly (readonly string[])[];
}

/** The first entry at or above a cut; the boundary on which the cut lies. */
export function boundaryOf(entries: readonly NumericEntry[], cut: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.from ?? Number.POSITIVE_INFINITY) < cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The shortest number that separates the entries on both sides of a boundary: above the lower value and not above the
 * higher one, so that a person reads 12.5 and not 12.483.
 */
export function cutAt(entries: readonly NumericEntry[], boundary: number): number {
  const low = entries[boundary - 1]?.from;
  const high = entries[boundary]?.from;
  if (low === undefined || high === undefined) return high ?? low ?? 0;
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (short > low && short <= high) return short;
  }
  return high;
}

/** Moves one cut to a boundary, kept between its neighbours; the draft itself where that leaves no room. */
export function moveCut(
  draft: NumericDraft,
  entries: readonly NumericEntry[],
  move: { readonly index: number; readonly boundary: number },
): NumericDraft {
  const boundaries = draft.cuts.map((cut) => boundaryOf(entries, cut));
  const least = (boundaries[move.index - 1] ?? 0) + 1;
  const most = (boundaries[move.index + 1] ?? entries.length) - 1;
  const boundary = Math.min(most, Math.max(least, move.boundary));
  if (least > most || boundary === boundaries[move.index]) return draft;
  const cuts = draft.cuts.map((cut, index) => (index === move.index ? cutAt(entries, boundary) : cut));
  return { kind: "numeric", cuts };
}

/** Adds a cut at a value; the draft itself where it would leave a bin without a value. */
export function addCut(draft: NumericDraft, entries: readonly NumericEntry[], cut: number): NumericDraft {
  const boundary = boundaryOf(entries, cut);
  const isTaken = draft.cuts.some((other) => boundaryOf(entries, other) === boundary);
  if (isTaken || boundary < 1 || boundary >= entries.length) return draft;
  return { kind: "numeric", cuts: [...draft.cuts, cut].sort((left, right) => left - right) };
}

export function removeCut(draft: NumericDraft, index: number): NumericDraft {
  return { kind: "numeric", cuts: draft.cuts.filter((_, other) => other !== index) };
}

/** Joins a value bin with the next one. */
export function mergeWithNext(draft: BinningDraft, bin: number): BinningDraft {
  if (draft.kind === "numeric") return removeCut(draft, bin);
  const joined = [...(draft.groups[bin] ?? []), ...(draft.groups[bin + 1] ?? [])];
  return {
    kind: "categorical",
    groups: draft.groups.flatMap((group, index) =>
      index === bin ? [joined] : index === bin + 1 ? [] : [group],
    ),
  };
}

/** Puts a category into another group, or behind the last one into a group of its own; empty groups go. */
export function moveCategory(draft: CategoricalDraft, category: string, group: number): CategoricalDraft {
  const without = draft.groups.map((names) => names.filter((name) => name !== category));
  const groups =
    group >= without.length
      ? [...without, [category]]
      : without.map((names, index) => (index === group ? [...names, category] : names));
  return { kind: "categorical", groups: groups.filter((names) => names.length > 0) };
}

/** What a binning that cannot be read from the artefact starts from: one bin of everything. */
export function undividedDraft(counts: FineCounts): BinningDraft {
  return counts.values.kind === "numeric"
    ? { kind: "numeric", cuts: [] }
    : { kind: "categorical", groups: [counts.values.entries.map(({ category }) => category)] };
}
