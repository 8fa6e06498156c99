import type { Random } from "#kernel";

/** Fold number of each row: both outcomes are dealt out evenly, and so are the rows. */
export function assignFolds(bad: Uint8Array, folds: number, random: Random): Uint8Array {
  const foldOf = new Uint8Array(bad.length);
  let dealt = 0;
  for (const outcome of [1, 0]) {
    const members: number[] = [];
    for (let row = 0; row < bad.length; row++) if (bad[row] === outcome) members.push(row);
    for (const row of random.shuffle(members)) foldOf[row] = dealt++ % folds;
  }
  return foldOf;
}
