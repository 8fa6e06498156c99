export * from "./facts.ts";
export * from "./foreign-document.ts";
export * from "./payment-reference.ts";
export * from "./rows.ts";
export * from "./source.ts";
export * from "./statement-words.ts";
export * from "./stream-fields.ts";
export * from "./stream-document.ts";
