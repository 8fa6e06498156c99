export { type Channel, type ChannelId, channels } from "#telemetry";
