import { textOfCell } from "../data-table.ts";
import { scorecardFaults } from "../errors.ts";
import type { IndicatorColumn } from "../sample.ts";
import type { Exclusion } from "./plan.ts";

/**
 * Whether a row is left out.
 * @throws SCORECARD_PLAN when a size is compared with what is not a number
 */
export function isExcludedBy(
  { comparison, value, reason }: Exclusion,
  column: IndicatorColumn,
): (row: number) => boolean {
  if (comparison === "missing") return (row) => textOfCell(column, row) === null;
  if (comparison === "equals" || comparison === "notEquals") {
    const wanted = comparison === "equals";
    const number = Number(value);
    if (column.kind === "numeric") return (row) => (column.values[row] === number) === wanted;
    return (row) => (textOfCell(column, row) === value) === wanted;
  }
  const limit = Number(value);
  if (column.kind === "categorical" || value.trim() === "" || Number.isNaN(limit)) {
    const problem = `exclusion "${reason}" compares ${column.id} with ${value}: both must be numbers`;
    throw scorecardFaults.fault("SCORECARD_PLAN", { problem });
  }
  const { values } = column;
  return comparison === "less"
    ? (row) => (values[row] as number) < limit
    : (row) => (values[row] as number) > limit;
}
