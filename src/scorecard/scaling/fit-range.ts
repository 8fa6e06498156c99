/** A card's points in units. */
interface UnitsOfCard {
  readonly base: number;
  readonly units: number[][];
}

/**
 * Moves rounded points so that the worst possible score is exactly `min` and the best exactly `max`, both in units. The
 * base takes the worst; what is then over or short at the best, at most a unit for each indicator, goes to the indicators
 * whose best bin rounding had moved furthest that way. Bins keep their order.
 */
export function fitRange(
  exact: readonly (readonly number[])[],
  rounded: readonly (readonly number[])[],
  range: { readonly min: number; readonly max: number },
): UnitsOfCard {
  const units = rounded.map((own) => [...own]);
  const base = Math.round(range.min) - sumOf(units.map((own) => Math.min(...own)));
  const over = base + sumOf(units.map((own) => Math.max(...own))) - Math.round(range.max);
  const step = Math.sign(over);
  const candidates = units.map((own, indicator) => {
    const spread = Math.max(...own) - Math.min(...own);
    const before = exact[indicator] as readonly number[];
    const exactSpread = Math.max(...before) - Math.min(...before);
    return { indicator, gain: step * (spread - exactSpread) };
  });
  candidates.sort((left, right) => right.gain - left.gain || left.indicator - right.indicator);
  for (let moved = 0; moved < Math.abs(over); moved++) {
    const { indicator } = candidates[moved % candidates.length] as (typeof candidates)[number];
    const own = units[indicator] as number[];
    const exactOwn = exact[indicator] as readonly number[];
    const best = Math.max(...own) - step;
    const exactBest = Math.max(...exactOwn);
    units[indicator] = own.map((unit, bin) =>
      step > 0 ? Math.min(unit, best) : exactOwn[bin] === exactBest ? best : unit,
    );
  }
  return { base, units };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
