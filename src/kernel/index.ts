export * from "./fault.ts";
export * from "./money.ts";
export * from "./parameter.ts";
export * from "./progress.ts";
export * from "./random.ts";
export * from "./time.ts";
