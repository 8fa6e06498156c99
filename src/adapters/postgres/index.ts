export { createAccountStore, createAuditStore, createSessionStore } from "./postgres-access-stores.ts";
export { createBasisStore } from "./postgres-basis-store.ts";
export { createEvaluationStore } from "./postgres-evaluation-store.ts";
export { createIdempotencyStore } from "./postgres-idempotency-store.ts";
export { createJobStore } from "./postgres-job-store.ts";
export { createPartyStore } from "./postgres-party-store.ts";
export { createUploadStore } from "./postgres-upload-store.ts";
export {
  type EmbeddedSystemOfRecord,
  openEmbeddedSystemOfRecord,
  type SystemOfRecord,
} from "./system-of-record.ts";
