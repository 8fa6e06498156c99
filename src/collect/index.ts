export { type Channel, type ChannelId, channels } from "./channel.ts";
export { openByteSource } from "./byte-source.ts";
export { getInt64, readLength, type Rows, setInt64, textsOf } from "./columns.ts";
export { doubtfulCodesOf } from "./doubtful-codes.ts";
export { type DuplicateIndex, openDuplicateIndex } from "./duplicate-index.ts";
export { Fingerprint } from "./fingerprint.ts";
export { collectFaults } from "./errors.ts";
export type { BalanceBreak, BalanceCheck } from "./check-balances.ts";
export {
  joinBalanceChecks,
  type StatementBreak,
  type StatementCheck,
  type StoredBalanceCheck,
} from "./statement-check.ts";
export { type FileInspection, inspectFile, type InspectedRow } from "./inspect-file.ts";
export { splitRow } from "./split-row.ts";
export type { SuggestedMapping } from "./suggest-mapping.ts";
export { amountsDoNotAddUp, judgeBatch, judgeList, numberReused } from "./judge-batch.ts";
export { openTelemetryJudge, type TelemetryJudge } from "./judge-telemetry.ts";
export { judgeOperations } from "./judge-operations.ts";
export { cellsOf, daysOfOperations, operatingRowsOf } from "./operating-rows.ts";
export { openOperationsIndex, type OperationsIndex, operatingSpanOf } from "./operations-index.ts";
export { type Layout, layoutFromJson } from "./layout.ts";
export { layoutByMapping } from "./recognise-layout.ts";
export { defaultReadLimits, type ReadLimits } from "./limits.ts";
export { builtInMappings, type Mapping, mappingSchema, readMapping } from "./mapping.ts";
export * from "./observation-store.ts";
export { parseBatch } from "./parse-batch.ts";
export type * from "./parsed.ts";
export * from "./projected-telemetry.ts";
export {
  type QuarantinedRow,
  quarantinedRowsOf,
  rawTextOf,
  rowNumberOf,
  sentencesOfRowProblem,
} from "./quarantined-row.ts";
export { redFlushedIn } from "./red-flushed.ts";
export { readFiles } from "./read-files.ts";
export type { ReadEvent } from "./reader-messages.ts";
export { isDataFileName } from "./file-name.ts";
export { faultOfProblem, type FileSummary, type FileToRead } from "./file-to-read.ts";
export type { ReadBatch, ReadGroup } from "./table-reader.ts";
export type { BatchNotes, RowNote } from "./row-cursor.ts";
export { RowFields } from "./row-fields.ts";
export { RowScanner } from "./row-scanner.ts";
export { decodeText, detectEncoding, type TextEncoding } from "./text-encoding.ts";
export { enterpriseCodeOf } from "./row-owner.ts";
export { rowProblems, type RowProblem, type RowProblemCode } from "./row-problem.ts";
export { type StoredTotals, totalledFigures, type TotalledStream } from "./stored-totals.ts";
export { createTallyStore, figuresOf } from "./tally-store.ts";
