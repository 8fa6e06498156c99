import { defineSourceKind } from "../../source-kind.ts";
import { opcuaSchema } from "./opcua-config.ts";

/** Machines and plant systems that are OPC UA servers. */
export const opcuaKind = defineSourceKind({
  schema: opcuaSchema,
  isReplayable: false,
  isAwaited: false,
  load: async (place) => (await import("./opcua-source.ts")).opcuaSource(place),
});
