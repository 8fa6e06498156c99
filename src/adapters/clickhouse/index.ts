export { clickhouseFaults } from "./errors.ts";
export { openObservations, type Observations } from "./observations.ts";
export type { QueryParameters } from "./connection.ts";
export { openIndicatorSource } from "./indicator-source.ts";
export { openQuarantinedRows, type QuarantinedRows } from "./quarantined-rows.ts";
