import { defineSourceKind } from "../../source-kind.ts";
import { csvSchema } from "./csv-config.ts";

/** Tables that machines and programs write into a folder. */
export const csvKind = defineSourceKind({
  schema: csvSchema,
  isReplayable: true,
  isAwaited: true,
  load: async (place) => (await import("./csv-source.ts")).csvSource(place),
});
