import type { LevelRows } from "./rounding-rows.ts";

/**
 * Pairs of rows whose order rounding may change: the first has fewer points before rounding. Pairs that differ in the
 * same levels are one, with their number as weight.
 */
export interface EndangeredPairs {
  readonly count: number;
  readonly weights: Float64Array;
  /** Variables of pair p: from starts[p] to starts[p + 1]. */
  readonly starts: Int32Array;
  /** Level variables, each with +1 (of the second row) or −1 (of the first). */
  readonly variables: Int32Array;
  readonly signs: Int8Array;
  /** All pairs that the points before rounding tell apart, endangered or not. */
  readonly distinguished: number;
}

/** Number of the first level variable of each indicator; the last entry is the number of all. */
export function variableOffsets({ indicators }: Pick<LevelRows, "indicators">): readonly number[] {
  const offsets = [0];
  for (const { exact } of indicators) offsets.push((offsets.at(-1) as number) + exact.length);
  return offsets;
}

/** Differences below this are none: they come from adding up in another order. */
const leastDifference = 1e-9;

export function endangeredPairs(rows: LevelRows): EndangeredPairs {
  const width = rows.indicators.length;
  const offsets = variableOffsets(rows);
  const scores = Float64Array.from({ length: rows.rows }, (_, row) => exactScore(rows, row));
  const order = Int32Array.from(scores, (_, row) => row).sort(
    (left, right) => (scores[left] as number) - (scores[right] as number),
  );
  const found = new Map<string, { weight: number; terms: readonly number[] }>();
  let distinguished = 0;
  for (let i = 0; i < order.length; i++) {
    const low = order[i] as number;
    for (let k = i + 1; k < order.length; k++) {
      const high = order[k] as number;
      const difference = (scores[high] as number) - (scores[low] as number);
      if (difference <= leastDifference) continue;
      distinguished++;
      // Each level moves by less than one unit, so that a pair further apart than this keeps its order.
      if (difference >= 2 * width) continue;
      const terms: number[] = [];
      for (let indicator = 0; indicator < width; indicator++) {
        const from = rows.levels[low * width + indicator] as number;
        const to = rows.levels[high * width + indicator] as number;
        if (from === to) continue;
        const offset = offsets[indicator] as number;
        terms.push(-(offset + from) - 1, offset + to + 1);
      }
      const key = terms.join();
      const known = found.get(key);
      if (known) known.weight++;
      else found.set(key, { weight: 1, terms });
    }
  }
  return packed([...found.values()], distinguished);
}

function exactScore({ indicators, levels }: LevelRows, row: number): number {
  let sum = 0;
  for (const [indicator, { exact }] of indicators.entries()) {
    sum += exact[levels[row * indicators.length + indicator] as number] as number;
  }
  return sum;
}

function packed(
  pairs: readonly { readonly weight: number; readonly terms: readonly number[] }[],
  distinguished: number,
): EndangeredPairs {
  const starts = new Int32Array(pairs.length + 1);
  for (const [pair, { terms }] of pairs.entries()) {
    starts[pair + 1] = (starts[pair] as number) + terms.length;
  }
  const terms = pairs.flatMap((pair) => pair.terms);
  return {
    count: pairs.length,
    weights: Float64Array.from(pairs, ({ weight }) => weight),
    starts,
    variables: Int32Array.from(terms, (term) => Math.abs(term) - 1),
    signs: Int8Array.from(terms, (term) => Math.sign(term)),
    distinguished,
  };
}
