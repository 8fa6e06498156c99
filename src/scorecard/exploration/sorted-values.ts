/** The values that are present, rising, each with its outcome: sorted once, read by everything that describes them. */
export interface SortedValues {
  readonly values: Float64Array;
  readonly bad: Uint8Array;
}

/** @param values  NaN is missing and left out */
export function sortValues(values: Float64Array, bad: Uint8Array): SortedValues {
  let present = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row] as number)) present++;
  const goods = new Float64Array(present);
  const bads = new Float64Array(present);
  let goodCount = 0;
  let badCount = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    if (bad[row] === 1) bads[badCount++] = value;
    else goods[goodCount++] = value;
  }
  return merge(goods.subarray(0, goodCount).sort(), bads.subarray(0, badCount).sort());
}

/** Two sorted runs into one: sorting numbers alone is far faster than sorting rows by them. */
function merge(goods: Float64Array, bads: Float64Array): SortedValues {
  const size = goods.length + bads.length;
  const values = new Float64Array(size);
  const bad = new Uint8Array(size);
  let nextGood = 0;
  let nextBad = 0;
  for (let position = 0; position < size; position++) {
    const takesGood =
      nextBad === bads.length ||
      (nextGood < goods.length && (goods[nextGood] as number) <= (bads[nextBad] as number));
    values[position] = (takesGood ? goods[nextGood++] : bads[nextBad++]) as number;
    bad[position] = takesGood ? 0 : 1;
  }
  return { values, bad };
}

/** A run of equal values. */
export interface ValueRun {
  readonly value: number;
  readonly count: number;
  readonly bads: number;
}

/** The distinct values, rising. */
export function runsOf({ values, bad }: SortedValues): readonly ValueRun[] {
  const runs: { value: number; count: number; bads: number }[] = [];
  let last: { value: number; count: number; bads: number } | undefined;
  for (let position = 0; position < values.length; position++) {
    const value = values[position] as number;
    if (last === undefined || value !== last.value) runs.push((last = { value, count: 0, bads: 0 }));
    last.count++;
    last.bads += bad[position] as number;
  }
  return runs;
}

/** AUC of the values as a risk score: P(bad above good) + ½ P(tie), by ranks; NaN when an outcome is absent. */
export function aucOfRuns(runs: readonly ValueRun[]): number {
  let goodsBelow = 0;
  let bads = 0;
  let wins = 0;
  for (const run of runs) {
    const goods = run.count - run.bads;
    wins += run.bads * (goodsBelow + goods / 2);
    goodsBelow += goods;
    bads += run.bads;
  }
  return wins / (bads * goodsBelow);
}
