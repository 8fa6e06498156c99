import type { CellSums } from "../counting/cell-sums.ts";
import { hullCorners } from "./hull-corners.ts";
import { quantileBoundaries } from "./pre-bins.ts";
import type { LaidDownCuts } from "./pre-bins.ts";
import { searchParameters } from "../search-parameters.ts";
import { strayingPlaces } from "./straying-places.ts";
import { treeCuts } from "./tree-cuts.ts";

/** Which boundaries between cells the solver may choose from, before it zooms in. */
export interface CandidateChoice extends LaidDownCuts {
  readonly candidates: "quantiles" | "rich";
  readonly maxPreBins: number;
  /** Fewest rows and bads of a bin. */
  readonly minRows: number;
  readonly minBadRows: number;
}

/** Rising; every boundary when there are no more cells than pre-bins are allowed. */
export function chooseCandidates(
  sums: CellSums,
  choice: CandidateChoice,
  always: readonly number[],
): number[] {
  const { candidates, maxPreBins } = choice;
  if (sums.size <= maxPreBins)
    return Array.from({ length: Math.max(0, sums.size - 1) }, (_, cell) => cell + 1);
  const chosen = new Set(always);
  if (candidates === "quantiles") {
    for (const boundary of quantileBoundaries(sums, maxPreBins)) chosen.add(boundary);
  } else addRichCandidates(sums, choice, chosen);
  return [...chosen].sort((a, b) => a - b);
}

/** By classification trees, by corners of the ROC hull, and the rest block by block, so that none lies far from a place. */
function addRichCandidates(sums: CellSums, choice: CandidateChoice, chosen: Set<number>): void {
  for (const boundary of tellingBoundaries(sums, choice)) chosen.add(boundary);
  const wanted = Math.max(
    1,
    Math.floor(choice.maxPreBins * searchParameters.shareBeforeZoom.value) - chosen.size,
  );
  for (const boundary of strayingPlaces(sums, Math.ceil(wanted / 3))) chosen.add(boundary);
}

/**
 * Cuts of classification trees and corners of the ROC hull. Most of the trees' cuts keep the smallest size of a bin, or the
 * leaves that other tools choose their candidates by whatever the limits are, so that no answer of theirs is out of reach.
 */
export function tellingBoundaries(
  sums: CellSums,
  { maxPreBins, minRows }: CandidateChoice,
): readonly number[] {
  const third = Math.ceil((maxPreBins * searchParameters.shareBeforeZoom.value) / 3);
  const leafRows = Math.ceil(searchParameters.leafShare.value * (sums.rows[sums.size] as number));
  return [
    ...treeCuts(sums, third, minRows),
    ...(leafRows === minRows ? [] : treeCuts(sums, third, leafRows)),
    ...treeCuts(sums, Math.ceil(third / 3), 1),
    ...sharpest(sums, hullCorners(sums, 0, sums.size), Math.ceil(third / 2)),
  ];
}

/** The corners that cut off the largest triangles with their neighbours on the hull. */
export function sharpest(
  { goods, bads, size }: CellSums,
  corners: readonly number[],
  most: number,
): readonly number[] {
  if (corners.length <= most) return corners;
  const areas = corners.map((corner, place) => {
    const before = corners[place - 1] ?? 0;
    const after = corners[place + 1] ?? size;
    const x1 = (goods[corner] as number) - (goods[before] as number);
    const y1 = (bads[corner] as number) - (bads[before] as number);
    const x2 = (goods[after] as number) - (goods[before] as number);
    const y2 = (bads[after] as number) - (bads[before] as number);
    return { corner, area: Math.abs(x1 * y2 - y1 * x2) };
  });
  return areas
    .sort((a, b) => b.area - a.area || a.corner - b.corner)
    .slice(0, most)
    .map(({ corner }) => corner);
}
