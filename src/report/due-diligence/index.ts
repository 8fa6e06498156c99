export { checkManual } from "./check-manual.ts";
export { type DueDiligence, type ReportBlock, type SectionId, type Text, sectionIds } from "./document.ts";
export type { Figure, FigureUnit, ReportSource } from "./figure.ts";
export { formatFigure, speakFigure } from "./format-figure.ts";
export {
  type AlertRecord,
  type BasisRecord,
  type DueDiligenceInput,
  type IndicatorName,
  type KeptInput,
  type LoanRecord,
  type ManualKind,
  type ManualRecord,
  manualKinds,
  type RegistryRecord,
} from "./input.ts";
export type { OperatingKnowledge } from "./operating-knowledge.ts";
export { type PrintedFrame, printDueDiligence } from "./print-due-diligence.ts";
export type {
  AssetReadings,
  EnterpriseRows,
  ReportAssetDay,
  ReportBill,
  ReportDocumentLine,
  ReportInvoice,
  ReportRow,
  ReportStatementLine,
  RowPlace,
} from "./rows.ts";
export { checkTemplate, type DueDiligenceTemplate, placeholders, shippedTemplate } from "./template.ts";
export { type TracedFigure, traceFigure } from "./trace-figure.ts";
export { workingCapitalOf } from "./working-capital.ts";
export { writeDueDiligence } from "./write-due-diligence.ts";
export type {
  DueDiligenceStore,
  ReportChange,
  ReportPerson,
  ReportState,
  ReportSummary,
  SavedTemplate,
  StoredReport,
} from "./due-diligence-store.ts";
export type { EnterpriseRowSource, RowsQuery } from "./enterprise-row-source.ts";
