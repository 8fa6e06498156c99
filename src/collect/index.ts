export { type Channel, type ChannelId, channels } from "./channel.ts";
export { getInt64, readLength, type Rows, setInt64, textsOf } from "./columns.ts";
export { type DuplicateIndex, openDuplicateIndex } from "./duplicate-index.ts";
export { collectFaults } from "./errors.ts";
export { amountsDoNotAddUp, judgeBatch, judgeList, numberReused } from "./judge-batch.ts";
export { type Layout, layoutFromJson } from "./layout.ts";
export { defaultReadLimits, type ReadLimits } from "./limits.ts";
export { builtInMappings, type Mapping, mappingSchema, readMapping } from "./mapping.ts";
export * from "./observation-store.ts";
export { parseBatch } from "./parse-batch.ts";
export type * from "./parsed.ts";
export {
  type QuarantinedRow,
  quarantinedRowsOf,
  rawTextOf,
  rowNumberOf,
  sentencesOfRowProblem,
} from "./quarantined-row.ts";
export { readFiles } from "./read-files.ts";
export type { ReadEvent } from "./reader-messages.ts";
export {
  faultOfProblem,
  type FileSummary,
  type FileToRead,
  isDataFileName,
  type ReadBatch,
  type ReadGroup,
} from "./read-table.ts";
export type { BatchNotes, RowNote } from "./row-cursor.ts";
export { enterpriseCodeOf } from "./row-owner.ts";
export { rowProblems, type RowProblem, type RowProblemCode } from "./row-problem.ts";
export { type StoredTotals, totalledFigures, type TotalledStream } from "./stored-totals.ts";
export { createTallyStore, figuresOf } from "./tally-store.ts";
