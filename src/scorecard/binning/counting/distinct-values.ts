import type { OutcomeCount, PresentRows } from "./present-rows.ts";
import { noOutcomes } from "./present-rows.ts";

/** Outcomes by distinct value, rising; without weights `goods` and `bads` are the row counts themselves. */
export interface DistinctValues {
  readonly values: Float64Array;
  readonly goodRows: Float64Array;
  readonly badRows: Float64Array;
  readonly goods: Float64Array;
  readonly bads: Float64Array;
  readonly missing: OutcomeCount;
}

/** Counts the distinct values of some rows; null as soon as there are more than `limit`. */
export function countDistinct(rows: Omit<PresentRows, "special">, limit: number): DistinctValues | null {
  const table = fillTable(rows, Math.min(limit, rows.values.length));
  if (table === null) return null;
  const { found, tallies, weighted, size } = table;
  const values = found.slice(0, size).sort();
  const goodRows = new Float64Array(size);
  const badRows = new Float64Array(size);
  const goods = rows.weights ? new Float64Array(size) : goodRows;
  const bads = rows.weights ? new Float64Array(size) : badRows;
  for (let place = 0; place < size; place++) {
    const entry = table.entryOf(values[place] as number);
    goodRows[place] = tallies[2 * entry] as number;
    badRows[place] = tallies[2 * entry + 1] as number;
    if (!rows.weights) continue;
    goods[place] = weighted[2 * entry] as number;
    bads[place] = weighted[2 * entry + 1] as number;
  }
  return { values, goodRows, badRows, goods, bads, missing: table.missing };
}

/** Open addressing; −0 counts as 0. Tallies hold goods and bads of an entry side by side. */
function fillTable({ values, bad, weights }: Omit<PresentRows, "special">, limit: number) {
  const bits = Math.max(2, Math.ceil(Math.log2(limit + 1)) + 1);
  const shift = 32 - bits;
  const mask = 2 ** bits - 1;
  const slots = new Int32Array(2 ** bits);
  const found = new Float64Array(limit);
  const tallies = new Int32Array(2 * limit);
  const weighted = new Float64Array(weights ? 2 * limit : 0);
  const missing = new Float64Array(4);
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let size = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    const outcome = bad[row] as number;
    if (Number.isNaN(value)) {
      missing[outcome] = (missing[outcome] as number) + 1;
      if (weights) missing[2 + outcome] = (missing[2 + outcome] as number) + (weights[row] as number);
      continue;
    }
    const mixed = value === 0 ? 0 : mix(words[2 * row] as number, words[2 * row + 1] as number);
    let slot = mixed >>> shift;
    let entry = (slots[slot] as number) - 1;
    while (entry >= 0 && found[entry] !== value) {
      slot = (slot + 1) & mask;
      entry = (slots[slot] as number) - 1;
    }
    if (entry < 0) {
      if (size === limit) return null;
      entry = size++;
      slots[slot] = size;
      found[entry] = value === 0 ? 0 : value;
    }
    const tally = 2 * entry + outcome;
    tallies[tally] = (tallies[tally] as number) + 1;
    if (weights) weighted[tally] = (weighted[tally] as number) + (weights[row] as number);
  }
  const single = new Float64Array(1);
  const singleWords = new Int32Array(single.buffer);
  const entryOf = (value: number): number => {
    single[0] = value;
    const mixed = value === 0 ? 0 : mix(singleWords[0] as number, singleWords[1] as number);
    let slot = mixed >>> shift;
    while (found[(slots[slot] as number) - 1] !== value) slot = (slot + 1) & mask;
    return (slots[slot] as number) - 1;
  };
  return {
    found,
    tallies,
    weighted,
    size,
    entryOf,
    missing: outcomesOfMissing(missing, weights !== undefined),
  };
}

function mix(low: number, high: number): number {
  return Math.imul(low ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b);
}

function outcomesOfMissing(tally: Float64Array, isWeighted: boolean): OutcomeCount {
  const [goodRows = 0, badRows = 0, goods = 0, bads = 0] = tally;
  return isWeighted
    ? { goodRows, badRows, goods, bads }
    : { ...noOutcomes, goodRows, badRows, goods: goodRows, bads: badRows };
}

/** Adds two shards' counts, in any order to the same bits; null when together they have more than `limit` values. */
export function mergeDistinct(
  left: DistinctValues,
  right: DistinctValues,
  limit: number,
): DistinctValues | null {
  const most = left.values.length + right.values.length;
  const merged = {
    values: new Float64Array(most),
    goodRows: new Float64Array(most),
    badRows: new Float64Array(most),
    goods: new Float64Array(most),
    bads: new Float64Array(most),
  };
  let size = 0;
  for (let l = 0, r = 0; l < left.values.length || r < right.values.length; size++) {
    const value = Math.min(
      left.values[l] ?? Number.POSITIVE_INFINITY,
      right.values[r] ?? Number.POSITIVE_INFINITY,
    );
    merged.values[size] = value;
    if (left.values[l] === value) addPlace(merged, size, left, l++);
    if (right.values[r] === value) addPlace(merged, size, right, r++);
  }
  if (size > limit) return null;
  const { values, goodRows, badRows, goods, bads } = merged;
  return {
    values: values.slice(0, size),
    goodRows: goodRows.slice(0, size),
    badRows: badRows.slice(0, size),
    goods: goods.slice(0, size),
    bads: bads.slice(0, size),
    missing: {
      goodRows: left.missing.goodRows + right.missing.goodRows,
      badRows: left.missing.badRows + right.missing.badRows,
      goods: left.missing.goods + right.missing.goods,
      bads: left.missing.bads + right.missing.bads,
    },
  };
}

type Tallies = Omit<DistinctValues, "missing" | "values">;

function addPlace(target: Tallies, place: number, source: Tallies, from: number): void {
  for (const kind of ["goodRows", "badRows", "goods", "bads"] as const) {
    target[kind][place] = (target[kind][place] as number) + (source[kind][from] as number);
  }
}
