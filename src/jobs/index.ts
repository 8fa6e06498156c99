export * from "./dataset-store.ts";
export * from "./errors.ts";
export * from "./evaluation-store.ts";
export * from "./idempotency-store.ts";
export * from "./job-runner.ts";
export * from "./job-store.ts";
export * from "./start-evaluation.ts";
export * from "./upload-store.ts";
