export * from "./enterprise.ts";
export * from "./errors.ts";
export * from "./outside-code.ts";
export * from "./size-class.ts";
