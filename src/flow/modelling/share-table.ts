import type { DataTable, IndicatorColumn } from "#scorecard";

/** The table on shared memory, so that threads read it where it lies instead of copying it. */
export function shareTable(table: DataTable): DataTable {
  return { rows: table.rows, columns: table.columns.map(shareColumn) };
}

function shareColumn(column: IndicatorColumn): IndicatorColumn {
  if (column.kind === "numeric") {
    const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
    values.set(column.values);
    return { ...column, values };
  }
  const codes = new Int32Array(new SharedArrayBuffer(column.codes.byteLength));
  codes.set(column.codes);
  return { ...column, codes };
}
