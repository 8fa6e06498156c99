export * from "./flags.ts";
export * from "./intake-event.ts";
export * from "./intake-store.ts";
export * from "./intake.ts";
export * from "./live-intake.ts";
export * from "./gateway-batch.ts";
export { intakeParameters } from "./parameters.ts";
