export { createChannelOpener } from "./open-channels.ts";
export { openSettingsSeal } from "./settings-seal.ts";
