export * from "./errors.ts";
export type { FundServices } from "./fund-services.ts";
export type { FundSession, FundStore } from "./fund-store.ts";
export { movementKinds } from "./fund-event.ts";
export { claimClasses } from "./programme.ts";
export { claimStates, type FundRecords, type RecordKind } from "./records.ts";
export { termsFromWire, termsToWire, termsWireSchema } from "./terms-wire.ts";
