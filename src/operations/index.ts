export * from "./facts.ts";
export * from "./rows.ts";
export * from "./source.ts";
export * from "./statement-words.ts";
