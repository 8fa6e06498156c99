import type { SourcePlace } from "../../source-kind.ts";
import type { SqlConfig } from "./sql-config.ts";
import type { ViewReader } from "./view-reader.ts";

/** Connects to the database of a configuration; its driver is loaded here. @throws the driver's own errors */
export async function openViewReader(config: SqlConfig, place: SourcePlace): Promise<ViewReader> {
  return config.database.engine === "postgresql"
    ? (await import("./postgres-view.ts")).openPostgresView(config, place)
    : (await import("./mysql-view.ts")).openMysqlView(config, place);
}
