import type { CategoricalColumn, IndicatorColumn, NumericColumn } from "../sample.ts";
import type { BinnedValues } from "./binning.ts";
import { undecided, binsOfLeadingBits } from "./bins-of-leading-bits.ts";
import { highWord } from "./counting/key-grid.ts";

/** From so many rows on a table of leading bits pays for itself. */
const rowsWorthATable = 16_384;

/**
 * The bin of every row, as an index into `binned.bins`: the one function that training and serving share. A special code
 * goes to its bin before the cuts are looked at, NaN and category −1 to the bin of missing values, a category that
 * training never saw to the bin `other`.
 * @param binned  at most 254 bins; a card's indicator will do
 */
export function codesOf(column: IndicatorColumn, binned: BinnedValues): Uint8Array {
  return column.kind === "numeric" ? codesOfNumbers(column, binned) : codesOfCategories(column, binned);
}

/** The bin of one number: NaN is missing. */
export function binOfNumber(value: number, { cuts, bins }: BinnedValues): number {
  if (Number.isNaN(value)) return bins.length - 1;
  for (let bin = cuts.length + 1; bin < bins.length; bin++) {
    const special = bins[bin];
    if (special?.kind === "special" && special.codes.includes(value)) return bin;
  }
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (cuts[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bin of one category: null is missing. */
export function binOfCategory(category: string | null, { bins }: BinnedValues): number {
  const missing = bins.length - 1;
  if (category === null) return missing;
  for (let bin = 0; bin < missing; bin++) {
    const group = bins[bin];
    if (group?.kind === "group" && group.categories.includes(category)) return bin;
  }
  return Math.max(0, missing - 1);
}

function codesOfNumbers({ values }: NumericColumn, binned: BinnedValues): Uint8Array {
  const codes = new Uint8Array(values.length);
  if (values.length < rowsWorthATable) {
    for (let row = 0; row < values.length; row++) codes[row] = binOfNumber(values[row] as number, binned);
    return codes;
  }
  const table = binsOfLeadingBits(binned);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0, word = highWord; row < codes.length; row++, word += 2) {
    const bin = table[(words[word] as number) >>> 16] as number;
    codes[row] = bin === undecided ? binOfNumber(values[row] as number, binned) : bin;
  }
  return codes;
}

function codesOfCategories({ codes, categories }: CategoricalColumn, binned: BinnedValues): Uint8Array {
  const missing = binOfCategory(null, binned);
  const binOfCode = Uint8Array.from(categories, (category) => binOfCategory(category, binned));
  const found = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    found[row] = code < 0 ? missing : (binOfCode[code] as number);
  }
  return found;
}
