export { type ChannelBounds, boundsOf, channelBoundsParameters } from "./channel-bounds.ts";
export { intakeFaults } from "./errors.ts";
export * from "./flags.ts";
export {
  gatewayHeaderOf,
  type GatewayBatchHeader,
  type GatewaySource,
  type MessagePlace,
  messageCount,
  ordinalOf,
  readMessages,
  type StoredMessage,
} from "./gateway-batch.ts";
export * from "./intake-event.ts";
export * from "./intake-store.ts";
export * from "./inflate-sparkplug.ts";
export * from "./intake.ts";
export { judgeReading } from "./judge-message.ts";
export * from "./live-intake.ts";
export { type IntakeOptions, type OpenIntake, openIntake } from "./open-intake.ts";
export { intakeParameters } from "./parameters.ts";
export { readCredential } from "./collector-credential.ts";
export { createGarbageLimit, type GarbageLimit } from "./garbage-limit.ts";
