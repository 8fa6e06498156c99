import { sharpest } from "./candidates.ts";
import { lowerBound } from "../counting/cell-sums.ts";
import type { CellSums } from "../counting/cell-sums.ts";
import { hullCorners } from "./hull-corners.ts";
import { searchParameters } from "../search-parameters.ts";

/** What a bin must hold at least. */
export interface LeastOfBin {
  readonly minRows: number;
  readonly minBadRows: number;
}

/** Where the cuts that were chosen might be better placed, cells beside the candidates around each of them included. */
export function placesNear(
  sums: CellSums,
  candidates: readonly number[],
  chosen: readonly number[],
  least: LeastOfBin,
  known: Map<string, readonly number[]>,
): ReadonlySet<number> {
  const near = new Set(chosen);
  const cornersOf = (from: number, to: number, most: number): readonly number[] => {
    const key = `${from} ${to}`;
    const corners = known.get(key) ?? sharpest(sums, hullCorners(sums, from, to), most);
    known.set(key, corners);
    return corners;
  };
  for (const place of placesOfSmallest(sums, chosen, least)) near.add(place);
  for (const cut of chosen) {
    const from = largestBelow(candidates, cut, 0);
    const to = smallestAbove(candidates, cut, sums.size);
    for (const place of cornersOf(from, to, Number.MAX_SAFE_INTEGER)) near.add(place);
    const left = largestBelow(chosen, cut, 0);
    const right = smallestAbove(chosen, cut, sums.size);
    for (const place of cornersOf(left, right, searchParameters.cornersPerCut.value)) near.add(place);
  }
  return near;
}

/** A few places evenly spread, by rows, over a share of the rows on either side of each cut. */
export function placesAround(
  sums: CellSums,
  chosen: readonly number[],
  share: number,
  least: LeastOfBin,
): ReadonlySet<number> {
  const { rows, size } = sums;
  const stepsAround = searchParameters.placesAround.value;
  const places = new Set([...chosen, ...placesOfSmallest(sums, chosen, least)]);
  for (const cut of chosen) {
    for (let step = -stepsAround; step <= stepsAround; step++) {
      const wanted = (rows[cut] as number) + (step / stepsAround) * share * (rows[size] as number);
      const place = lowerBound(rows, wanted);
      if (place > 0 && place < size) places.add(place);
    }
  }
  return places;
}

/**
 * The same among the values that lie close to the cuts.
 * @param corners  as many corners between the cuts beside a cut are close to it as well
 */
export function placesClose(
  sums: CellSums,
  chosen: readonly number[],
  least: LeastOfBin,
  corners: number,
): ReadonlySet<number> {
  const near = new Set([...chosen, ...tellingPlaces(sums, chosen, least, corners)]);
  for (const cut of chosen) {
    const { from, to } = windowAround(sums, cut);
    for (const place of hullCorners(sums, from, to)) near.add(place);
  }
  return near;
}

/** The cells that `placesClose` has to know value by value, those in which a bin becomes as small as it may be included. */
export function cellsClose(
  sums: CellSums,
  chosen: readonly number[],
  least: LeastOfBin,
  corners: number,
): readonly number[] {
  const close = new Set<number>();
  for (const place of tellingPlaces(sums, chosen, least, corners)) close.add(place - 1).add(place);
  for (const cut of chosen) {
    const { from, to } = windowAround(sums, cut);
    for (let cell = from; cell < to; cell++) close.add(cell);
  }
  return [...close];
}

/** The boundaries that leave about `closeShare` of the rows between themselves and this one, at least its neighbours. */
function windowAround(
  { rows, size }: CellSums,
  boundary: number,
): { readonly from: number; readonly to: number } {
  const here = rows[boundary] as number;
  const width = searchParameters.closeShare.value * (rows[size] as number);
  return {
    from: Math.max(0, Math.min(boundary - 1, lowerBound(rows, here - width))),
    to: Math.min(size, Math.max(boundary + 1, lowerBound(rows, here + width))),
  };
}

function tellingPlaces(
  sums: CellSums,
  chosen: readonly number[],
  least: LeastOfBin,
  corners: number,
): readonly number[] {
  const smallest = placesOfSmallest(sums, chosen, least);
  if (corners === 0) return smallest;
  const between = chosen.flatMap((_, cut) =>
    sharpest(sums, hullCorners(sums, chosen[cut - 1] ?? 0, chosen[cut + 1] ?? sums.size), corners),
  );
  return [...smallest, ...between];
}

/** The places nearest to the chosen cuts that leave a bin as small as it may be. */
function placesOfSmallest(
  { rows, badRows, size }: CellSums,
  chosen: readonly number[],
  { minRows, minBadRows }: LeastOfBin,
): readonly number[] {
  const places: number[] = [];
  const add = (sums: Float64Array, least: number): void => {
    for (const cut of [0, ...chosen, size]) {
      const after = lowerBound(sums, (sums[cut] as number) + least);
      const before = lowerBound(sums, (sums[cut] as number) - least + 1) - 1;
      for (const place of [after, before]) if (place > 0 && place < size) places.push(place);
    }
  };
  add(rows, minRows);
  if (minBadRows > 1) add(badRows, minBadRows);
  return places;
}

function largestBelow(sorted: readonly number[], limit: number, otherwise: number): number {
  let found = otherwise;
  for (const value of sorted) {
    if (value >= limit) break;
    found = value;
  }
  return found;
}

function smallestAbove(sorted: readonly number[], limit: number, otherwise: number): number {
  return sorted.find((value) => value > limit) ?? otherwise;
}
