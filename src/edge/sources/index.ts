import type { SourceKind } from "../source-kind.ts";
import { csvKind } from "./csv/kind.ts";
import { dlt645Kind } from "./dlt645/kind.ts";
import { pushKind } from "./http-push/kind.ts";
import { mqttKind } from "./mqtt/kind.ts";
import { opcuaKind } from "./opcua/kind.ts";
import { sparkplugKind } from "./sparkplug/kind.ts";
import { sqlKind } from "./sql/kind.ts";

/** Every kind of source by its name in the configuration. */
export const sourceKinds: Readonly<Record<string, SourceKind>> = {
  csv: csvKind,
  dlt645: dlt645Kind,
  httpPush: pushKind,
  mqtt: mqttKind,
  opcua: opcuaKind,
  sparkplug: sparkplugKind,
  sql: sqlKind,
};
