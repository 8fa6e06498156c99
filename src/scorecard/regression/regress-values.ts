import type { RegressionParameters } from "../parameters.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { checkSample } from "../sample.ts";
import type { Design } from "./design.ts";
import { fitLogisticRegression } from "./logistic-regression.ts";
import type { CoefficientReport, RegressionReport } from "./regression-report.ts";
import { reportRegression } from "./report-regression.ts";

/** A regression on values as they stand, and how many rows could not enter it. */
export interface ValueRegression extends RegressionReport {
  /** Rows that lack a value of any column. */
  readonly leftOut: number;
}

/**
 * Logistic regression on the values themselves, without bins, as textbooks and published tables have it: to compare with
 * those, and to see what bins gain. A category but the first by name has a column of 0 and 1, named `id=category`.
 * Penalties, if any, apply to columns of root mean square 1, in whose units the columns are fitted.
 * @throws checkSample's faults; SCORECARD_MATRIX_SINGULAR on collinear columns without a penalty
 */
export function regressValues(
  sample: Sample,
  parameters: RegressionParameters,
  confidence = 0.95,
): ValueRegression {
  checkSample(sample);
  const rows = completeRows(sample);
  // Leaving rows out may leave one outcome only.
  checkSample({ indicators: [], bad: Uint8Array.from(rows, (row) => sample.bad[row] as number) });
  const named = sample.indicators.flatMap(columnsOf).map((one) => scale(one, rows));
  const design: Design = {
    columns: named.map(({ values }) => values),
    bad: sample.bad,
    weights: sample.weights,
    rows,
  };
  const regression = fitLogisticRegression(design, parameters);
  const report = reportRegression({ members: named, design, regression }, parameters, confidence);
  return {
    ...report,
    coefficients: report.coefficients.map((one, place) => inUnits(one, named[place - 1]?.size ?? 1)),
    leftOut: sample.bad.length - rows.length,
  };
}

function completeRows({ indicators, bad }: Sample): Int32Array {
  const isMissing = (column: IndicatorColumn, row: number): boolean =>
    column.kind === "numeric" ? Number.isNaN(column.values[row]) : (column.codes[row] as number) < 0;
  return Int32Array.from(bad.keys()).filter((row) => !indicators.some((column) => isMissing(column, row)));
}

interface NamedColumn {
  readonly id: string;
  readonly values: Float64Array;
}

function columnsOf(column: IndicatorColumn): readonly NamedColumn[] {
  if (column.kind === "numeric") return [{ id: column.id, values: column.values }];
  const present = column.categories.filter((_, code) => column.codes.includes(code)).toSorted();
  return present.slice(1).map((category) => {
    const code = column.categories.indexOf(category);
    return {
      id: `${column.id}=${category}`,
      values: Float64Array.from(column.codes, (found) => (found === code ? 1 : 0)),
    };
  });
}

/** Amounts in yuan beside ratios: all are brought to one size, so that the fit's tolerance means the same for each. */
function scale({ id, values }: NamedColumn, rows: Int32Array): NamedColumn & { readonly size: number } {
  const squares = rows.reduce((sum, row) => sum + (values[row] as number) ** 2, 0);
  const size = squares > 0 ? Math.sqrt(squares / rows.length) : 1;
  return { id, values: values.map((value) => value / size), size };
}

function inUnits(report: CoefficientReport, size: number): CoefficientReport {
  return {
    ...report,
    coefficient: report.coefficient / size,
    standardError: report.standardError / size,
    low: report.low / size,
    high: report.high / size,
  };
}
