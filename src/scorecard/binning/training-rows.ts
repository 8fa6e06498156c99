import type { Sample } from "../sample.ts";
import { exactWeights } from "./counting/present-rows.ts";
import type { Totals } from "./weight-of-evidence.ts";

/** The rows that a step may look at: everything else of the sample is invisible to it. */
export interface TrainingRows {
  /** 1 = used. */
  readonly included: Uint8Array;
  readonly rows: number;
  readonly badRows: number;
  readonly totals: Totals;
}

export function trainOnAllRows(sample: Sample): TrainingRows {
  return trainOn(new Uint8Array(sample.bad.length).fill(1), sample);
}

export function trainOn(included: Uint8Array, { bad, weights }: Sample): TrainingRows {
  const exact = weights && exactWeights(weights);
  let rows = 0;
  let badRows = 0;
  let bads = 0;
  let goods = 0;
  for (let row = 0; row < included.length; row++) {
    if (included[row] === 0) continue;
    const weight = exact ? (exact[row] as number) : 1;
    rows++;
    if (bad[row] === 1) {
      badRows++;
      bads += weight;
    } else goods += weight;
  }
  return { included, rows, badRows, totals: { bads, goods } };
}
