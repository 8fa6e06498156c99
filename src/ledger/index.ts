export * from "./entry.ts";
export * from "./errors.ts";
export * from "./ledger.ts";
export * from "./log-book.ts";
export * from "./master-key.ts";
export * from "./payload.ts";
export * from "./platform-key.ts";
export * from "./points.ts";
