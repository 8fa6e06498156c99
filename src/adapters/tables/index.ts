export type { ColumnKind } from "./csv-head.ts";
export { tablesFaults } from "./errors.ts";
export type { ColumnNote } from "./read-csv.ts";
export {
  type ReadTable,
  readTable,
  type RunQuery,
  type TableOrigin,
  type TableRequest,
} from "./read-table.ts";
