export * from "./chain-graph.ts";
export * from "./connection-report.ts";
export * from "./life-stage.ts";
export * from "./profile-item.ts";
export * from "./proxy-balance.ts";
export * from "./twin.ts";
export * from "./valuation.ts";
