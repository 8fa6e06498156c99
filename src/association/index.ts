export * from "./anomaly.ts";
export * from "./coupling.ts";
export * from "./weekly-stream.ts";
export * from "./ordinary-day.ts";
