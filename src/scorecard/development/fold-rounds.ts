import { createRandom } from "#kernel";
import { assignFolds } from "../evaluation/assign-folds.ts";

/** Each fold once as the rows to predict, with all others to learn from: the folds of the first repeat of a validation. */
export function foldRounds(
  bad: Uint8Array,
  folds: number,
  seed: string,
): readonly { readonly development: Int32Array; readonly wanted: Int32Array }[] {
  const foldOf = assignFolds(bad, folds, createRandom(seed));
  const rows = Int32Array.from(bad.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    development: rows.filter((row) => foldOf[row] !== fold),
    wanted: rows.filter((row) => foldOf[row] === fold),
  }));
}
