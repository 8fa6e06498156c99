import { textOfCell } from "../data-table.ts";
import type { IndicatorColumn, Vintages } from "../sample.ts";

/**
 * The vintage of each row: the month of a date (`2026-01-31`, `2026/1/31`, `202601`, `20260131`), else the value itself,
 * such as a quarter. Rows without a value have code −1.
 */
export function vintagesOf(column: IndicatorColumn): Vintages {
  const rows = column.kind === "numeric" ? column.values.length : column.codes.length;
  const found: (string | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const text = textOfCell(column, row);
    found.push(text === null ? null : monthOfText(text));
  }
  const labels = [...new Set(found)].filter((label) => label !== null).sort();
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  return {
    labels,
    codes: Int32Array.from(found, (label) => (label === null ? -1 : (codeOf.get(label) as number))),
  };
}

function monthOfText(text: string): string {
  const match = /^(\d{4})[-/.年]?(0?[1-9]|1[0-2])(?:$|[-/.月]|\d{2}$)/.exec(text.trim());
  return match === null ? text : `${match[1]}-${(match[2] as string).padStart(2, "0")}`;
}
