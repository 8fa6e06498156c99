export * from "./data-directory.ts";
export * from "./errors.ts";
export * from "./open-ledger.ts";
