import type { Selectable } from "kysely";
import { z } from "zod";
import {
  depreciationMethods,
  elementKinds,
  elementStates,
  encumbranceKinds,
  meterMedia,
  networkSorts,
  thingSorts,
  type TwinVersion,
} from "#registry";
import type { DeviceTables } from "./schema/devices.ts";

export const elementKindSchema = z.enum(elementKinds);

const twinSchema = z.object({
  name: z.string(),
  parentId: z.string().nullable(),
  state: z.enum(elementStates),
  type: z.string().nullable(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  parameters: z.record(z.string(), z.string()),
  medium: z.enum(meterMedia).nullable(),
  thing: z.enum(thingSorts).nullable(),
  network: z.enum(networkSorts).nullable(),
  headcount: z.number().nullable(),
  shift: z.string().nullable(),
  purchaseFen: z.string().nullable(),
  inServiceOn: z.string().nullable(),
  lifeMonths: z.number().nullable(),
  residualPpm: z.number().nullable(),
  depreciation: z.enum(depreciationMethods).nullable(),
  encumbrances: z.array(
    z.object({
      kind: z.enum(encumbranceKinds),
      holder: z.string(),
      reference: z.string().nullable(),
      fromOn: z.string(),
      untilOn: z.string().nullable(),
    }),
  ),
});

/** A stored version of a twin, parsed. */
export function twinVersionOf(
  row: Pick<
    Selectable<DeviceTables["element_version"]>,
    "version" | "valid_from" | "recorded_at_ms" | "recorded_by" | "data"
  >,
): TwinVersion {
  return {
    version: row.version,
    validFrom: row.valid_from,
    recordedAtMs: row.recorded_at_ms,
    recordedBy: row.recorded_by,
    data: twinSchema.parse(row.data),
  };
}
