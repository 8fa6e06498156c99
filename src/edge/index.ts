export * from "./channel-map.ts";
export { runCollectorCommandLine } from "./command/collector-command-line.ts";
export * from "./errors.ts";
export * from "./pipeline.ts";
export { deviceClock, type EdgeClock } from "./run/edge-clock.ts";
export * from "./source-kind.ts";
export * from "./source.ts";
export { sourceKinds } from "./sources/index.ts";
