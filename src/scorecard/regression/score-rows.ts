import { valueAt } from "./design.ts";
import type { Design } from "./design.ts";
import type { Regression } from "./logistic-regression.ts";

/** Log odds of bad of every row of the sample, also of those that the fit did not see. */
export function scoreRows({ columns, bad }: Design, { intercept, coefficients }: Regression): Float64Array {
  const logOdds = new Float64Array(bad.length).fill(intercept);
  for (const [j, column] of columns.entries()) {
    const coefficient = coefficients[j] as number;
    for (let row = 0; row < logOdds.length; row++) {
      logOdds[row] = (logOdds[row] as number) + coefficient * valueAt(column, row);
    }
  }
  return logOdds;
}
