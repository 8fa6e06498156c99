export { openObservations, type Observations } from "./observations.ts";
export { openEnterpriseData } from "./enterprise-data.ts";
export { openImportedData } from "./imported-data.ts";
export { openIndicatorSource } from "./indicator-source.ts";
export { openProvenanceSource } from "./provenance-source.ts";
export { openQuarantinedRows, type QuarantinedRows } from "./quarantined-rows.ts";
export { openWatchSource } from "./watch-source.ts";
export { openReportRows } from "./report-rows.ts";
export { runStandaloneQuery } from "./standalone-query.ts";
