import { defineSourceKind } from "../../source-kind.ts";
import { sparkplugSchema } from "./sparkplug-config.ts";

/** Edge nodes that speak Sparkplug B on a broker in the factory. */
export const sparkplugKind = defineSourceKind({
  schema: sparkplugSchema,
  isReplayable: false,
  isAwaited: false,
  load: async (place) => (await import("./sparkplug-source.ts")).sparkplugSource(place),
});
