import { defineDesignChoice } from "#kernel";
import { valueAt } from "../regression/design.ts";
import type { Design } from "../regression/design.ts";

/** How many rows a rank-preserving rounding looks at: pairs grow with its square. */
export const roundingRows = defineDesignChoice("scorecard.scaling.roundingRows", 400, "rows", {
  zh: "保序取整时考察的样本行数上限（均匀抽取）",
  en: "most rows that a rank-preserving rounding looks at, evenly spaced",
});

/** One indicator's points before rounding: bins of equal points are one level, rounded together. */
export interface PointLevels {
  /** Rising and distinct, in units. */
  readonly exact: readonly number[];
}

/** Rows as levels: `levels[row · indicators + indicator]`. */
export interface LevelRows {
  readonly indicators: readonly PointLevels[];
  readonly levels: Uint8Array;
  readonly rows: number;
  /** Whether these are all rows of the sample. */
  readonly isWhole: boolean;
}

/**
 * Evenly spaced rows of a design as levels of points.
 * @param unitsOf  units of the weight of evidence of an indicator, before rounding
 */
export function levelRowsOf(
  design: Design,
  indicators: readonly PointLevels[],
  unitsOf: (indicator: number, woe: number) => number,
): LevelRows {
  const rows = Math.min(design.rows.length, roundingRows.value);
  const levels = new Uint8Array(rows * indicators.length);
  const positions = indicators.map(({ exact }) => new Map(exact.map((units, level) => [units, level])));
  for (let index = 0; index < rows; index++) {
    const row = design.rows[Math.floor((index * design.rows.length) / rows)] as number;
    for (const [indicator, column] of design.columns.entries()) {
      const level = positions[indicator]?.get(unitsOf(indicator, valueAt(column, row))) ?? 0;
      levels[index * indicators.length + indicator] = level;
    }
  }
  return { indicators, levels, rows, isWhole: rows === design.rows.length };
}
