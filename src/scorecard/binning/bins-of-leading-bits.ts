import type { BinnedValues } from "./binning.ts";
import { highWord, leadingBits } from "./counting/key-grid.ts";

/** Marks leading bits that do not tell the bin alone. */
export const undecided = 255;

/**
 * The bin of every number by its top 16 bits, `undecided` where a cut or a special code lies among the numbers that begin
 * with them.
 */
export function binsOfLeadingBits({ cuts, bins }: BinnedValues): Uint8Array {
  const table = new Uint8Array(65_536).fill(undecided);
  const { negative, topsOfOneSign } = leadingBits;
  const firstPositive = cuts.filter((cut) => cut <= 0).length;
  table.fill(firstPositive, 0, topsOfOneSign);
  table.fill(cuts.filter((cut) => cut < 0).length, negative, negative + topsOfOneSign);
  // Towards greater magnitude, bins rise above 0 and fall below it.
  for (let place = firstPositive; place < cuts.length; place++) {
    table.fill(place + 1, topOf(cuts[place] as number), topsOfOneSign);
  }
  for (let place = cuts.length - 1; place >= 0; place--) {
    if ((cuts[place] as number) < 0) {
      table.fill(place, topOf(cuts[place] as number), negative + topsOfOneSign);
    }
  }
  table[negative] = undecided;
  for (const cut of cuts) table[topOf(cut)] = undecided;
  for (const bin of bins) {
    if (bin.kind === "special") for (const code of bin.codes) table[topOf(code)] = undecided;
  }
  // Quiet NaN of either sign, as arithmetic gives it.
  table
    .fill(bins.length - 1, topsOfOneSign + 8, negative)
    .fill(bins.length - 1, negative + topsOfOneSign + 8);
  return table;
}

function topOf(value: number): number {
  return (new Uint32Array(Float64Array.of(value).buffer)[highWord] as number) >>> 16;
}
