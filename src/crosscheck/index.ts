export * from "./contradiction.ts";
export * from "./five-flows.ts";
