import { countDistinct, mergeDistinct } from "./distinct-values.ts";
import type { DistinctValues } from "./distinct-values.ts";
import { addCounts, countTops, topsOfDistinct } from "./key-grid.ts";
import { addOutcomes } from "./present-rows.ts";
import type { OutcomeCount, PresentRows } from "./present-rows.ts";
import { searchParameters } from "../search-parameters.ts";

/**
 * The first pass over a shard of a numeric column: every distinct value while there are few, else the leading bits. A pure
 * function of the rows as a set: shards may be counted anywhere and merged in any order, to the same bits.
 */
export type ValueCounts =
  | { readonly kind: "distinct"; readonly values: DistinctValues; readonly special: readonly OutcomeCount[] }
  /** Rows alone: good and bad ones of each top, side by side. */
  | { readonly kind: "tops"; readonly tops: Float64Array; readonly special: readonly OutcomeCount[] };

export function countValues(rows: PresentRows, limit = searchParameters.distinctValues.value): ValueCounts {
  const { special } = rows;
  const values = countDistinct(rows, limit);
  return values ? { kind: "distinct", values, special } : { kind: "tops", tops: countTops(rows), special };
}

/** Adds the counts of two shards, made with the same limit; associative and commutative to the bit. */
export function mergeValueCounts(
  left: ValueCounts,
  right: ValueCounts,
  limit = searchParameters.distinctValues.value,
): ValueCounts {
  const special = left.special.map((count, code) => addOutcomes(count, right.special[code] as OutcomeCount));
  if (left.kind === "distinct" && right.kind === "distinct") {
    const values = mergeDistinct(left.values, right.values, limit);
    if (values) return { kind: "distinct", values, special };
  }
  return { kind: "tops", tops: addCounts(topsOf(left), topsOf(right)), special };
}

function topsOf(counts: ValueCounts): Float64Array {
  return counts.kind === "tops" ? counts.tops : topsOfDistinct(counts.values);
}
