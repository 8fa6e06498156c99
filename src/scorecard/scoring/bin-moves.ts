import { unitsOf } from "../scaling/point-units.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";
import type { ChangeLimits } from "./change-limits.ts";

/** A bin that an indicator may move to for more points. */
export interface BinMove {
  /** Index into the indicator's bins. */
  readonly bin: number;
  /** In units of points, > 0. */
  readonly gain: number;
  /** Share of the development sample that is passed over, in trillionths: whole numbers, so that ties are exact. */
  readonly passed: number;
}

/** Trillionths in the whole sample. */
export const wholeSample = 1e12;

/**
 * All value bins of more points than the bin at `own` that the limits let an indicator move to.
 */
export function movesOf(
  card: Scorecard,
  indicator: CardIndicator,
  own: number,
  limits: ChangeLimits,
): readonly BinMove[] {
  if (limits.immutable?.includes(indicator.id)) return [];
  const from = indicator.bins[own] as CardBin;
  // An expert's card and one read from PMML have no counts: then all bins count alike.
  const isCounted = indicator.bins.some(({ count }) => count > 0);
  const rowsOf = ({ count }: CardBin): number => (isCounted ? count : 1);
  const rows = indicator.bins.reduce((sum, bin) => sum + rowsOf(bin), 0);
  const ownUnits = unitsOf(card, from.points);
  return indicator.bins.flatMap((to, bin): BinMove[] => {
    const gain = unitsOf(card, to.points) - ownUnits;
    if (gain <= 0 || (to.kind !== "range" && to.kind !== "group")) return [];
    if (from.kind === "range" && limits.onlyRising?.includes(indicator.id) && bin < own) return [];
    if (from.kind === "range" && limits.onlyFalling?.includes(indicator.id) && bin > own) return [];
    const onTheWay = indicator.bins.filter((between, index) =>
      from.kind === "range"
        ? index > Math.min(own, bin) && index < Math.max(own, bin)
        : between.points > from.points && between.points < to.points,
    );
    const passed = onTheWay.reduce((sum, between) => sum + rowsOf(between), 0);
    return [{ bin, gain, passed: Math.round((wholeSample * (rowsOf(from) / 2 + passed)) / rows) }];
  });
}
