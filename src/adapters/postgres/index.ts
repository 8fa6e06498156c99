export { createAccessStores } from "./create-access-stores.ts";
export { createBasisStore } from "./postgres-basis-store.ts";
export { createCollectorSource } from "./postgres-collector-source.ts";
export { createCollectorStore } from "./postgres-collector-store.ts";
export { createConsentStore } from "./postgres-consent-store.ts";
export { createElementStore } from "./postgres-element-store.ts";
export { createEnterpriseRegister } from "./postgres-enterprise-register.ts";
export { createCustomerStore } from "./postgres-customer-store.ts";
export { createDatasetStore } from "./postgres-dataset-store.ts";
export { createDueDiligenceStore } from "./postgres-due-diligence-store.ts";
export { createEvaluationStore } from "./postgres-evaluation-store.ts";
export { createExpertCardStore } from "./postgres-expert-card-store.ts";
export { createFundLoans } from "./postgres-fund-loans.ts";
export { createFundStore } from "./postgres-fund-store.ts";
export { createImportStore } from "./postgres-import-store.ts";
export { createIntakeStore } from "./postgres-intake-store.ts";
export { createIdempotencyStore } from "./postgres-idempotency-store.ts";
export { createLendingStore } from "./postgres-lending-store.ts";
export { createJobStore } from "./postgres-job-store.ts";
export { createBookReads } from "./postgres-book-reads.ts";
export { createBookStore } from "./postgres-loan-book-store.ts";
export { createNotificationStore } from "./postgres-notification-store.ts";
export { createWatchStore } from "./postgres-watch-store.ts";
export { createObjectionStore } from "./postgres-objection-store.ts";
export { createProjectStore } from "./postgres-project-store.ts";
export { createVersionStore } from "./postgres-version-store.ts";
export { createUploadStore } from "./postgres-upload-store.ts";
export {
  type EmbeddedSystemOfRecord,
  openEmbeddedSystemOfRecord,
} from "./system-of-record.ts";
export { createPipeAlarmStore } from "./postgres-pipe-alarm-store.ts";
