export * from "./bundle.ts";
export * from "./canonical-json.ts";
export * from "./errors.ts";
export * from "./receipt.ts";
