import type { RowPlace } from "#report";

/** The lineage columns of a row; 64-bit integers arrive as decimal text. */
export interface PlaceColumns {
  readonly origin: string;
  readonly entryIndex: string;
  readonly ordinal: number;
  readonly platformIndex: string;
  readonly receivedAtMs: string;
}

/** The lineage columns of a row, under the names of its place. */
export const placeColumns =
  "origin, entry_index AS entryIndex, ordinal, platform_index AS platformIndex, received_at_ms AS receivedAtMs";

export const ofEnterprise = "enterprise_id = {enterpriseId:String} AND platform_index < {knownAt:UInt64}";

/** The order of the log, so that the same rows always come in the same order. */
export const logOrder = "platform_index, origin, entry_index, ordinal";

/** Of which enterprise, up to which day and place of the log rows are read. */
export interface RowsParameters {
  readonly enterpriseId: string;
  readonly asOf: string;
  readonly knownAt: number;
}

/** The place of a row. */
export function placeOf(row: PlaceColumns): RowPlace {
  return {
    origin: row.origin,
    entryIndex: Number(row.entryIndex),
    ordinal: row.ordinal,
    platformIndex: Number(row.platformIndex),
    receivedAtMs: Number(row.receivedAtMs),
  };
}
