import type { Objective } from "./trend.ts";
import { informationOf } from "../weight-of-evidence.ts";
import type { Totals } from "../weight-of-evidence.ts";

/**
 * What one bin adds to the divergence between bads and goods, p and q being its shares of all bads and all goods:
 * - `iv` (p − q) · ln(p / q), the ratio smoothed;
 * - `js` ½ p ln(p / m) + ½ q ln(q / m) with m = (p + q) / 2, nats;
 * - `hellinger` ½ (√p − √q)²;
 * - `ks` |P − Q| of the shares below the bin: over a binning the largest counts, not the sum, as Kolmogorov–Smirnov's
 *   distance is taken where the bins meet.
 * @param below  outcomes below the bin; looked at by `ks` only
 * @returns at least 0; infinite for `iv` of a bin of one outcome without smoothing
 */
export function divergenceOf(
  objective: Objective,
  bin: Totals,
  below: Totals,
  totals: Totals,
  smoothingRows: number,
): number {
  switch (objective) {
    case "iv":
      return informationOf(bin.bads, bin.goods, totals, smoothingRows);
    case "ks":
      return Math.abs(below.bads / totals.bads - below.goods / totals.goods);
    case "js":
      return jensenShannonOf(bin.bads / totals.bads, bin.goods / totals.goods);
    case "hellinger":
      return (Math.sqrt(bin.bads / totals.bads) - Math.sqrt(bin.goods / totals.goods)) ** 2 / 2;
  }
}

/** Whether a binning is worth the largest of its bins' parts instead of their sum. */
export function isLargestPart(objective: Objective): boolean {
  return objective === "ks";
}

function jensenShannonOf(p: number, q: number): number {
  const middle = (p + q) / 2;
  const badPart = p === 0 ? 0 : p * Math.log(p / middle);
  const goodPart = q === 0 ? 0 : q * Math.log(q / middle);
  return Math.max(0, (badPart + goodPart) / 2);
}
