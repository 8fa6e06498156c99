import type { CategoricalColumn, Sample } from "../sample.ts";
import { exactWeights, outcomesOf } from "./counting/present-rows.ts";
import type { OutcomeCount } from "./counting/present-rows.ts";
import type { TrainingRows } from "./training-rows.ts";

/** One category of a column, with what its rows came to. */
export interface CountedCategory {
  readonly category: string;
  readonly outcomes: OutcomeCount;
}

/** In the column's order of categories. */
export function countCategories(
  { codes, categories }: CategoricalColumn,
  { bad, weights }: Sample,
  { included }: TrainingRows,
): { readonly counts: readonly CountedCategory[]; readonly missing: OutcomeCount } {
  const exact = weights && exactWeights(weights);
  const tallies = new Float64Array(4 * (categories.length + 1));
  for (let row = 0; row < codes.length; row++) {
    if (included[row] === 0) continue;
    const tally = 4 * ((codes[row] as number) + 1) + (bad[row] as number);
    tallies[tally] = (tallies[tally] as number) + 1;
    tallies[tally + 2] = (tallies[tally + 2] as number) + (exact ? (exact[row] as number) : 1);
  }
  const at = (place: number): OutcomeCount => outcomesOf(tallies.subarray(4 * place, 4 * place + 4));
  return {
    counts: categories.map((category, code) => ({ category, outcomes: at(code + 1) })),
    missing: at(0),
  };
}

/** The weighted bad rate. */
export function rateOf({ outcomes: { bads, goods } }: CountedCategory): number {
  return bads / (bads + goods);
}
