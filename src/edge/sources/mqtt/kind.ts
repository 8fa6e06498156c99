import { defineSourceKind } from "../../source-kind.ts";
import { mqttSchema } from "./mqtt-config.ts";

/** Machines that publish JSON or plain numbers on a broker. */
export const mqttKind = defineSourceKind({
  schema: mqttSchema,
  // What was not acknowledged comes again: the broker keeps it.
  isReplayable: true,
  isAwaited: true,
  load: async (place) => (await import("./mqtt-source.ts")).mqttSource(place),
});
