import type { BusinessDay, RatePpm } from "#kernel";
import type { CustomerEntry } from "./entry.ts";

/** What the outlooks in force make of an amount and a price; the weaker of industry and region counts. */
export interface OutlookEffect {
  readonly limitFactorPpm: RatePpm;
  readonly priceAddPpm: RatePpm;
  /** The entries behind it. */
  readonly entryIds: readonly string[];
}

const unchanged = 1_000_000;

/**
 * The outlooks (行业前景、区域经济展望) of an industry and region that are in force on a day: of each axis the newest that
 * began by then and was written down by then, the most specific key first (C34 before C). Nothing said changes nothing.
 */
export function outlookOn(
  entries: readonly CustomerEntry<"outlook">[],
  of: { readonly industry: string | null; readonly region: string | null },
  day: BusinessDay,
): OutlookEffect {
  const inForce = entries.filter(({ onDay }) => onDay <= day);
  const found = [newestOf(inForce, "industry", of.industry), newestOf(inForce, "region", of.region)].flatMap(
    (entry) => (entry === null ? [] : [entry]),
  );
  return {
    limitFactorPpm:
      found.length === 0 ? unchanged : Math.min(...found.map(({ content }) => content.limitFactorPpm)),
    priceAddPpm: found.length === 0 ? 0 : Math.max(...found.map(({ content }) => content.priceAddPpm)),
    entryIds: found.map(({ id }) => id),
  };
}

function newestOf(
  entries: readonly CustomerEntry<"outlook">[],
  axis: "industry" | "region",
  key: string | null,
): CustomerEntry<"outlook"> | null {
  if (key === null) return null;
  const fitting = entries.filter(({ content }) => content.axis === axis && key.startsWith(content.key));
  return fitting.reduce<CustomerEntry<"outlook"> | null>((best, entry) => {
    if (best === null) return entry;
    const isMoreSpecific = entry.content.key.length - best.content.key.length;
    if (isMoreSpecific !== 0) return isMoreSpecific > 0 ? entry : best;
    const isNewer =
      entry.onDay > best.onDay || (entry.onDay === best.onDay && entry.madeAtMs > best.madeAtMs);
    return isNewer ? entry : best;
  }, null);
}
