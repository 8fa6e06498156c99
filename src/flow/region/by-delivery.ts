import { type OperatingRows, streamNames } from "#operations";
import type { KnownDelivery } from "./observation-days.ts";

/** The same rows, each with the number of the delivery that brought it, from 0, in place of its platform index. */
export function byDelivery(rows: OperatingRows, deliveries: readonly KnownDelivery[]): OperatingRows {
  const ends = deliveries.map(({ knownAt }) => knownAt);
  const deliveryOf = (platformIndex: number): number => {
    const found = ends.findIndex((end) => platformIndex < end);
    return found < 0 ? ends.length : found;
  };
  const numbered = streamNames.map((name) => [
    name,
    rows[name].map((row) => ({ ...row, platformIndex: deliveryOf(row.platformIndex) })),
  ]);
  return Object.fromEntries(numbered) as OperatingRows;
}
