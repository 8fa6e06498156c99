import { defineSourceKind } from "../../source-kind.ts";
import { pushSchema } from "./push-config.ts";

/** Machines and gateways that post JSON over HTTP. */
export const pushKind = defineSourceKind({
  schema: pushSchema,
  // Whoever posted waits for the answer and posts again: nothing that was taken may be given up.
  isReplayable: true,
  isAwaited: true,
  load: async (place) => (await import("./push-source.ts")).pushSource(place),
});
