export type { AccessRead, LoggedRead, ReadSubject } from "./access-read.ts";
export * from "./basis.ts";
export type { BasisStore } from "./basis-store.ts";
export * from "./consent.ts";
export type { ConsentServices } from "./consent-services.ts";
export { consentFaults } from "./errors.ts";
export { type BasisStores, findBasis, readPermitted, type Reader, requireBasis } from "./require-basis.ts";
export { type BasisFacts, createBasisResolver } from "./resolve-basis.ts";
