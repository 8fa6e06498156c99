export type { KeptCheckpoint } from "./audit-against.ts";
export * from "./audit-ledger.ts";
export type { AuditCode, AuditFinding, AuditReport, ContinuedCheckpoint } from "./audit-report.ts";
export * from "./data-directory.ts";
export { writeFileDurably } from "./durable-file.ts";
export * from "./errors.ts";
export * from "./export-log.ts";
export * from "./open-ledger.ts";
export * from "./witness-files.ts";
