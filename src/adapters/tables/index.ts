export type { ColumnKind } from "./csv-head.ts";
export { type ReadTable, readTable, type TableOrigin, type TableRequest } from "./read-table.ts";
