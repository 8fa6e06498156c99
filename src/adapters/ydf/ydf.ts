import { createRequire } from "node:module";

/** As much of YDF (Yggdrasil Decision Forests, WebAssembly) as is used here; the package has no types of its own. */
interface Ydf {
  readonly GradientBoostedTreesLearner: new (
    label: string,
    task: "CLASSIFICATION",
  ) => { train(csv: string): YdfModel };
}

interface YdfModel {
  /** Probability of the second class, one a row of the CSV. */
  predict(csv: string): readonly number[];
  getLabelClasses(): readonly string[];
}

const require = createRequire(import.meta.url);

/** Loads the library; a thread loads it once. */
export async function openYdf(): Promise<Ydf> {
  const load = require("ydf-training") as () => Promise<Ydf>;
  return await load();
}
