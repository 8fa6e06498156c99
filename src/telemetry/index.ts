export * from "./answer.ts";
export * from "./batch.ts";
