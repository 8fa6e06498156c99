import { defineSourceKind } from "../../source-kind.ts";
import { sqlSchema } from "./sql-config.ts";

/** Views of business systems in PostgreSQL, MySQL or MariaDB. */
export const sqlKind = defineSourceKind({
  schema: sqlSchema,
  isReplayable: true,
  isAwaited: true,
  load: async (place) => (await import("./sql-source.ts")).sqlSource(place),
});
