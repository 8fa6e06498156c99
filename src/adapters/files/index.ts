export * from "./open-ledger.ts";
