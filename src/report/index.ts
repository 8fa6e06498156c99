export type * from "./evaluated-knowledge.ts";
export type * from "./evaluation.ts";
export type * from "./printed-document.ts";
export {
  type ExportCell,
  type ExportTable,
  markSimulated,
  writeCsv,
  writeWorkbook,
} from "./export-table.ts";
export { writeCardWorkbook } from "./card-workbook.ts";
export { pageNamesOf } from "./page-name.ts";
export { writeReport } from "./write-report.ts";
export type { DocumentServices } from "./documents-services.ts";
export * from "./due-diligence/index.ts";
export { reportFaults } from "./errors.ts";
export type { ScorecardReport } from "./scorecard/scorecard-report.ts";
export { constraintWords, trendWords } from "./scorecard/value-words.ts";
export { writeScorecardReport } from "./scorecard/write-scorecard-report.ts";
