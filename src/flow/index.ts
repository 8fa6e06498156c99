export type { OfferedExpertCard } from "./choose-card.ts";
export {
  auditObservations,
  type ObservationAudit,
  type ObservationFinding,
  unreadableObservations,
} from "./audit-observations.ts";
export { type CorrectionRequest, correctRows, type RowCorrection } from "./correct-rows.ts";
export { type RemapRequest, remapFile } from "./remap-file.ts";
export { flowFaults } from "./errors.ts";
export {
  type EvaluationOutcome,
  type EvaluationRequest,
  evaluateEnterprises,
} from "./evaluate-enterprises.ts";
export type { EvaluationStores } from "./known-input.ts";
export { keepPermittedResult } from "./permitted-page.ts";
export { type EvaluationInputs, type NamedReadings, listInputs } from "./list-inputs.ts";
export {
  findClosingEntry,
  findRow,
  listSealedBatches,
  type RowPlace,
  rowRange,
  type SealedBatch,
} from "./sealed-batches.ts";
export { type EvaluationFrame, sealedResultOf } from "./seal-evaluation.ts";
export { prepareOutputFolder, writeOutcome } from "./write-evaluation.ts";
export type { ShadowServices } from "./shadow-services.ts";
export type { DocumentParts } from "./due-diligence/document-parts.ts";
export { gatherBases } from "./due-diligence/gather-bases.ts";
export { openDocuments } from "./due-diligence/open-documents.ts";
