import type { BinningParameters } from "../parameters.ts";
import type { Sample, Vintages } from "../sample.ts";
import type { VintagePreBins } from "./optimum/binning-problem.ts";
import type { CountedBin } from "./counted-bin.ts";
import { divergenceOf, isLargestPart } from "./optimum/divergence.ts";
import { outcomesOf } from "./counting/present-rows.ts";
import type { OutcomeCount } from "./counting/present-rows.ts";
import { smoothingOf } from "./smoothing.ts";
import type { Totals } from "./weight-of-evidence.ts";

/** The rows of an indicator by vintage and place: a pre-bin, or one of the bins beside the values. */
export interface PlacedRows {
  readonly sample: Sample;
  readonly vintages: Vintages;
  /** From `exactWeights`. */
  readonly weights: Float64Array | undefined;
  /** 1 = counted; undefined = all rows. */
  readonly included: Uint8Array | undefined;
  readonly preBins: number;
  /** Places after the pre-bins. */
  readonly placesApart: number;
  readonly placeOf: (row: number) => number;
}

/**
 * The pre-bins vintage by vintage, of the vintages that have both outcomes.
 * @param binsApart  turns the outcomes of the places apart into bins
 */
export function countVintages(
  rows: PlacedRows,
  { objective, smoothingRows }: Pick<BinningParameters, "objective" | "smoothingRows">,
  binsApart: (outcomes: readonly OutcomeCount[]) => readonly CountedBin[],
): readonly VintagePreBins[] {
  return tallyVintages(rows).flatMap((tally): VintagePreBins[] => {
    const at = (place: number): OutcomeCount => outcomesOf(tally.subarray(4 * place, 4 * place + 4));
    const bads = new Float64Array(rows.preBins + 1);
    const goods = new Float64Array(rows.preBins + 1);
    for (let place = 0; place < rows.preBins; place++) {
      bads[place + 1] = (bads[place] as number) + at(place).bads;
      goods[place + 1] = (goods[place] as number) + at(place).goods;
    }
    const apart = Array.from({ length: rows.placesApart }, (_, place) => at(rows.preBins + place));
    const totals: Totals = {
      bads: apart.reduce((sum, own) => sum + own.bads, bads[rows.preBins] as number),
      goods: apart.reduce((sum, own) => sum + own.goods, goods[rows.preBins] as number),
    };
    if (totals.bads === 0 || totals.goods === 0) return [];
    const standing = isLargestPart(objective) ? [] : binsApart(apart).filter(({ merges }) => !merges);
    const nothing: Totals = { bads: 0, goods: 0 };
    const otherBins = standing.reduce(
      (sum, bin) =>
        sum + divergenceOf(objective, bin.outcomes, nothing, totals, smoothingOf(bin, smoothingRows)),
      0,
    );
    return [{ bads, goods, totals, otherBins }];
  });
}

/** Good rows, bad rows, goods and bads of each place, one array a vintage. */
function tallyVintages(rows: PlacedRows): readonly Float64Array[] {
  const { sample, vintages, weights, included, placeOf } = rows;
  const places = rows.preBins + rows.placesApart;
  const tallies = vintages.labels.map(() => new Float64Array(4 * places));
  for (let row = 0; row < sample.bad.length; row++) {
    if (included && included[row] === 0) continue;
    const tally = tallies[vintages.codes[row] as number] as Float64Array;
    const place = 4 * placeOf(row) + (sample.bad[row] as number);
    tally[place] = (tally[place] as number) + 1;
    tally[place + 2] = (tally[place + 2] as number) + (weights ? (weights[row] as number) : 1);
  }
  return tallies;
}
