export * from "./channel-map.ts";
export * from "./pipeline.ts";
export * from "./source-kind.ts";
export * from "./source.ts";
