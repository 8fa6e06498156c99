export * from "./errors.ts";
export * from "./open-ledger.ts";
