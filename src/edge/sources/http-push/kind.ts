import { defineSourceKind } from "../../source-kind.ts";
import { pushSchema } from "./push-config.ts";

/** Machines and gateways that post JSON over HTTP. */
export const pushKind = defineSourceKind({
  schema: pushSchema,
  isReplayable: false,
  load: async (place) => (await import("./push-source.ts")).pushSource(place),
});
