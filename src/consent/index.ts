export type { AccessRead, LoggedRead, ReadSubject } from "./access-read.ts";
export * from "./basis.ts";
export type { BasisStore } from "./basis-store.ts";
export * from "./consent.ts";
export { printConsentForm, resultNote } from "./consent-form.ts";
export type { ConsentServices } from "./consent-services.ts";
export type { ConsentStore } from "./consent-store.ts";
export type { ClassSummary, DataPage, EnterpriseData } from "./enterprise-data.ts";
export { consentFaults } from "./errors.ts";
export { listConsentTasks } from "./list-tasks.ts";
export {
  type ConsentStores,
  type ConsentTerms,
  draftConsents,
  giveConsent,
  grantConsents,
  type PaperConsent,
  revokeConsent,
} from "./manage-consents.ts";
export {
  answerObjection,
  fileObjection,
  type ObjectionStores,
  withdrawObjection,
} from "./manage-objections.ts";
export * from "./objection.ts";
export { type Onboarding, onboardEnterprises, type OwnerInvitation } from "./onboard-enterprises.ts";
export { expiringSoonDays, longestTermYears, objectionDays, smallestGroup } from "./parameters.ts";
export { permitEvaluation, simulatedAttestation } from "./permit-evaluation.ts";
export { printBlankForm, printForm } from "./print-consents.ts";
export {
  everybody,
  type ListRead,
  type ReadableEnterprises,
  readList,
  type WantedList,
} from "./read-list.ts";
export * from "./read-many.ts";
export { type BasisStores, findBasis, readPermitted, type Reader, requireBasis } from "./require-basis.ts";
export { type BasisFacts, createBasisResolver } from "./resolve-basis.ts";
export { sealConsents } from "./seal-consents.ts";
export { dataClassNames, purposeNames } from "./words.ts";
