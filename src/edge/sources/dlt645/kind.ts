import { defineSourceKind } from "../../source-kind.ts";
import { dlt645Schema } from "./dlt645-config.ts";

/** Electricity meters that speak DL/T 645-2007, on a serial line or behind a serial server. */
export const dlt645Kind = defineSourceKind({
  schema: dlt645Schema,
  isReplayable: false,
  isAwaited: false,
  load: async () => (await import("./dlt645-source.ts")).dlt645Source,
});
