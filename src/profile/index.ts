export * from "./life-stage.ts";
export * from "./proxy-balance.ts";
