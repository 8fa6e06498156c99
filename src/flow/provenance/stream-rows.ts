import { machineChannels, mediumChannels } from "#indicators";
import type { BusinessDay } from "#kernel";
import type { StreamName } from "#operations";
import type { RowFilter, RowKind } from "./provenance-source.ts";

/** A filter of rows of an enterprise that is not named yet. */
export type RowsOfStreams = Omit<RowFilter, "enterpriseId" | "knownAt">;

/** Channels that the charts of days and the energy indicators read. */
export const channelsOf = {
  hours: ["state", "run_interval"],
  energy: ["power_w", "energy_wh"],
  produced: ["item_count", "good_count", "reject_count", "scrap_count"],
} as const;

/** What a machine's own meter counts is energy, and read as such. */
const ofMeters = ["power_w", ...mediumChannels];

/** Streams that have a table of their own; all others are documents. */
const kindsOfStreams: Partial<Readonly<Record<StreamName, RowKind>>> = {
  machineDays: "machineDay",
  meterDays: "meterDay",
  collectorDays: "collectorDay",
  workforce: "workforceDay",
  invoices: "invoice",
  payments: "statement",
};

/**
 * Rows of operating streams: days of machines and meters as they were delivered, and the readings of which days are made
 * where they come in one by one.
 */
export function rowsOfStreams(
  streams: readonly StreamName[],
  range: { readonly from: BusinessDay; readonly to: BusinessDay },
): readonly RowsOfStreams[] {
  const tables = streams.flatMap((stream) => kindsOfStreams[stream] ?? []);
  const documents = streams.filter((stream) => kindsOfStreams[stream] === undefined);
  const channels = [
    ...(streams.includes("machineDays") ? machineChannels : []),
    ...(streams.includes("meterDays") ? ofMeters : []),
  ];
  return [
    ...tables.map((kind) => ({ kind, ...range })),
    ...(channels.length === 0
      ? []
      : [{ kind: "reading" as const, channels: [...new Set(channels)], ...range }]),
    ...(documents.length === 0 ? [] : [{ kind: "document" as const, streams: documents, ...range }]),
  ];
}
