export type * from "./evaluation.ts";
export { pageNamesOf } from "./page-name.ts";
export { writeReport } from "./write-report.ts";
