export type { OfferedExpertCard, OfferedVersion } from "./choose-card.ts";
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
export {
  evaluateRegion,
  type RegionEvaluationRequest,
  type RegionStores,
} from "./region/evaluate-region.ts";
export { importDeliveries, type ImportedDelivery } from "./operations/import-deliveries.ts";
export { readRegionManifest, regionManifestFile } from "./operations/region-manifest.ts";
export type { EvaluationStores } from "./known-input.ts";
export { keepPermittedOperations } from "./operations/permitted-operations.ts";
export { answerOfThread, type ThreadMessage } from "./answer-of-thread.ts";
export { classesOfIndicator } from "./permitted-data.ts";
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
export type { ShadowRequest, ShadowServices } from "./shadow-services.ts";
export type * from "./shadow/comparison.ts";
export { openShadow } from "./shadow/open-shadow.ts";
export { conclude } from "./shadow/conclude.ts";
export { shadowLimits } from "./shadow/limits.ts";
export { type SealedComparison, sha256OfComparison } from "./shadow/seal-comparison.ts";
export { shadowDocument } from "./shadow/shadow-document.ts";
export { shadowTables } from "./shadow/shadow-tables.ts";
export type {
  AssetCoverage,
  DeviceServices,
  MadeCollector,
  WantedClaim,
  WantedCollector,
  WantedElement,
  WantedGateway,
} from "./devices/device-services.ts";
export { readDeviceWorkbook, writeCodesWorkbook, writeDeviceTemplate } from "./devices/device-workbook.ts";
export type { DeviceAuthority } from "./devices/enrol-collector.ts";
export type { DeviceImport } from "./devices/device-import.ts";
export { openDevices } from "./devices/open-devices.ts";
export type { DocumentParts } from "./due-diligence/document-parts.ts";
export { gatherBases } from "./due-diligence/gather-bases.ts";
export { openDocuments } from "./due-diligence/open-documents.ts";
export type {
  EarlierFile,
  ImportedFile,
  ImportStore,
  RowCorrectionRecord,
  SavedMapping,
  StoredImport,
} from "./imports/import-store.ts";
export type { FileBalance, ImportedData, ListedRow, QuarantineFilter } from "./imports/imported-data.ts";
export type { FileOwner } from "./imports/find-owner.ts";
export type { ImportServices, SignedReader } from "./imports/import-services.ts";
export type { InspectedFile, UploadInspection } from "./imports/inspect-upload.ts";
export { openImports } from "./imports/open-imports.ts";
export { ownersOf } from "./imports/owners-of.ts";
export { binInThreads, type ThreadOptions } from "./modelling/bin-in-threads.ts";
export { benchmarkScorecard, type BenchmarkTimes } from "./modelling/benchmark/benchmark-scorecard.ts";
export { benchmarkSolver, type SolverTimes } from "./modelling/benchmark/benchmark-solver.ts";
export { peers, type PeerTimes, timePeer } from "./modelling/benchmark/peers.ts";
export type { StudioServices, WantedProject, WantedTransition } from "./modelling/studio-services.ts";
export { openStudio } from "./modelling/open-studio.ts";
export type { ReadTableFile } from "./modelling/read-source.ts";
export type { StudioParts } from "./modelling/studio-parts.ts";
export type { Projection } from "./projection/projection.ts";
export { projectionOf } from "./projection/projection-of.ts";
export {
  type IndexEdition,
  type IndexParts,
  type IndexServices,
  openIndices,
} from "./indices/open-indices.ts";
export { type LiveFacts, openLiveFacts } from "./live/live-facts.ts";
export type * from "./live/seed-source.ts";
export { knowProfile, openProfile, type ProfileParts } from "./profile/open-profile.ts";
export type * from "./profile/profile-services.ts";
export type { Figure } from "./provenance/figure-rows.ts";
export { rowKinds, rowUnits } from "./provenance/provenance-source.ts";
export type * from "./provenance/provenance-source.ts";
export type * from "./provenance/provenance-services.ts";
export { openProvenance, type ProvenanceParts } from "./provenance/open-provenance.ts";
export type { Trace, TracedStep, TraceStart, TraceStep } from "./provenance/trace-sale.ts";
export * from "./pipe-alarms/pipe-alarm.ts";
export type { PipeAlarmPage, PipeAlarmStore } from "./pipe-alarms/pipe-alarm-store.ts";
export {
  openPipeAlarms,
  type PipeAlarmServices,
  type ShownPipeAlarm,
} from "./pipe-alarms/pipe-alarm-services.ts";
export { openCollectionGaps } from "./pipe-alarms/collection-gaps.ts";
export { openPipeWatch, type PipeWatch } from "./pipe-alarms/watch-pipe.ts";
export { pipeAlarmParameters } from "./pipe-alarms/parameters.ts";
export type * from "./customers/customer-services.ts";
export { openCustomers } from "./customers/open-customers.ts";
export { stepParameters } from "./customers/step-limits.ts";
