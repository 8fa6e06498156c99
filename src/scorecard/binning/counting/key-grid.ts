import type { DistinctValues } from "./distinct-values.ts";
import type { PresentRows } from "./present-rows.ts";

/**
 * Numbers grouped by their leading bits, in an order that is that of the numbers: exact counting without sorting. The top
 * 16 bits (sign, exponent, four of the fraction) choose a top; each top is split by as many further bits as its share of
 * the rows deserves. A grid depends on the rows as a set, never on their order or on how they are sharded.
 */
export interface KeyGrid {
  readonly size: number;
  /** Of each top: its first cell, and how far the next 16 bits are shifted to find the cell in it. */
  readonly base: Int32Array;
  readonly shift: Uint8Array;
  /** Lowest number of each cell: cell c holds floors[c] ≤ value < floors[c + 1]. */
  readonly floors: Float64Array;
}

/** Outcomes by cell: goods and bads side by side; the cell after the last one is that of NaN. */
export interface GridCounts {
  readonly rows: Float64Array;
  /** The same array when there are no weights. */
  readonly weighted: Float64Array;
}

const tops = 65_536;
/** Tops of positive numbers end here; above are infinity and NaN. */
const topsOfOneSign = 0x7ff0;
const negative = 0x8000;
/** Tops of numbers below 0 begin at `negative`; finite ones of either sign are this many. */
export const leadingBits = { negative, topsOfOneSign } as const;
/** Where the upper half of a number lies in its two words. */
export const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Goods and bads of each top, side by side, NaN left out and −0 counted with 0: the first pass over the rows. Adding the
 * counts of shards gives those of all.
 */
export function countTops({ values, bad }: PresentRows): Float64Array {
  const counts = new Int32Array(2 * tops);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0, word = highWord; row < bad.length; row++, word += 2) {
    const tally = (((words[word] as number) >>> 16) << 1) + (bad[row] as number);
    counts[tally] = (counts[tally] as number) + 1;
  }
  counts.fill(0, 2 * topsOfOneSign, 2 * negative).fill(0, 2 * (negative + topsOfOneSign));
  for (let outcome = 0; outcome < 2; outcome++) {
    counts[outcome] = (counts[outcome] as number) + (counts[2 * negative + outcome] as number);
    counts[2 * negative + outcome] = 0;
  }
  return Float64Array.from(counts);
}

/** What `countTops` would have counted in the rows behind these distinct values. */
export function topsOfDistinct({ values, goodRows, badRows }: DistinctValues): Float64Array {
  const counts = new Float64Array(2 * tops);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let place = 0; place < values.length; place++) {
    const top = (words[2 * place + highWord] as number) >>> 16;
    const tally = top === negative ? 0 : 2 * top;
    counts[tally] = (counts[tally] as number) + (goodRows[place] as number);
    counts[tally + 1] = (counts[tally + 1] as number) + (badRows[place] as number);
  }
  return counts;
}

/** Splits the tops so that a cell holds about one in `cells` of the rows, where the next 16 bits can tell them apart. */
export function planGrid(counts: Float64Array, cells: number): KeyGrid {
  const base = new Int32Array(tops);
  const shift = new Uint8Array(tops).fill(16);
  const filled = filledTops(counts);
  const rowsOf = (top: number): number => (counts[2 * top] as number) + (counts[2 * top + 1] as number);
  let rows = 0;
  for (const top of filled) rows += rowsOf(top);
  let size = 0;
  for (const top of filled) {
    const bits = Math.min(16, Math.max(0, Math.ceil(Math.log2((rowsOf(top) / rows) * cells))));
    base[top] = size;
    shift[top] = 16 - bits;
    size += 2 ** bits;
  }
  // −0, with the negative numbers too small to have a top of their own, belongs to the cell of 0.
  base[negative] = base[0] as number;
  base.fill(size, topsOfOneSign, negative).fill(size, negative + topsOfOneSign);
  return { size, base, shift, floors: floorsOf(filled, base, shift, size) };
}

/** Tops that hold numbers, in the order of these. */
function filledTops(counts: Float64Array): Int32Array {
  const filled = new Int32Array(tops);
  let size = 0;
  for (let top = negative + topsOfOneSign - 1; top > negative; top--) {
    if (counts[2 * top] !== 0 || counts[2 * top + 1] !== 0) filled[size++] = top;
  }
  for (let top = 0; top < topsOfOneSign; top++) {
    if (counts[2 * top] !== 0 || counts[2 * top + 1] !== 0) filled[size++] = top;
  }
  return filled.slice(0, size);
}

/** The smallest number of each cell: below 0 that is the one of the largest magnitude. */
function floorsOf(filled: Int32Array, base: Int32Array, shift: Uint8Array, size: number): Float64Array {
  const floors = new Float64Array(size);
  const words = new Uint32Array(floors.buffer);
  for (const top of filled) {
    const isNegative = top > negative;
    const step = shift[top] as number;
    const end = 2 ** (16 - step);
    let word = 2 * (base[top] as number);
    for (let part = 0; part < end; part++, word += 2) {
      const low = part << step;
      words[word + highWord] = ((top << 16) | (isNegative ? 0xffff - low : low)) >>> 0;
      if (isNegative) words[word + 1 - highWord] = 0xffff_ffff;
    }
  }
  if (filled.includes(0)) floors[base[0] as number] = -(2 ** -1026);
  return floors;
}

/** The second pass over the rows. Adding the counts of shards gives those of all. */
export function countOnGrid({ values, bad, weights }: PresentRows, grid: KeyGrid): GridCounts {
  const { base, shift, size } = grid;
  const counts = new Int32Array(2 * (size + 1));
  const weighted = new Float64Array(weights ? counts.length : 0);
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0, word = highWord; row < bad.length; row++, word += 2) {
    const high = words[word] as number;
    const top = high >>> 16;
    const part = ((high ^ (high >> 31)) & 0xffff) >>> (shift[top] as number);
    const tally = (((base[top] as number) + part) << 1) + (bad[row] as number);
    counts[tally] = (counts[tally] as number) + 1;
    if (weights) weighted[tally] = (weighted[tally] as number) + (weights[row] as number);
  }
  const rows = Float64Array.from(counts);
  return { rows, weighted: weights ? weighted : rows };
}

/** The rows whose cell is marked with 1; there are at most `most` of them. */
export function takeCells(
  { values, bad, weights }: PresentRows,
  { base, shift }: KeyGrid,
  marked: Uint8Array,
  most: number,
): Omit<PresentRows, "special"> {
  const taken = new Int32Array(Math.min(most, bad.length));
  let count = 0;
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0, word = highWord; row < bad.length; row++, word += 2) {
    const high = words[word] as number;
    const top = high >>> 16;
    const part = ((high ^ (high >> 31)) & 0xffff) >>> (shift[top] as number);
    if (marked[(base[top] as number) + part] === 1) taken[count++] = row;
  }
  const inside = {
    values: new Float64Array(count),
    bad: new Uint8Array(count),
    weights: weights && new Float64Array(count),
  };
  for (let place = 0; place < count; place++) {
    const row = taken[place] as number;
    inside.values[place] = values[row] as number;
    inside.bad[place] = bad[row] as number;
    if (weights && inside.weights) inside.weights[place] = weights[row] as number;
  }
  return inside;
}

/** Adds two arrays of counts of the same grid. */
export function addCounts(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((count, place) => count + (right[place] as number));
}
