import type { BinLimits } from "./optimal-cuts.ts";
import type { PreBins } from "./pre-bins.ts";
import type { BinningConstraint, InfeasibleReason, Trend } from "./trend.ts";

/**
 * Why two bins are impossible. Joining neighbours keeps every limit and the trend, so more bins are
 * possible only where two are: it is enough to look at each single boundary and at what it breaks.
 */
export function explainInfeasible(
  preBins: PreBins,
  limits: BinLimits,
  trends: readonly Trend[],
): InfeasibleReason {
  if (preBins.size < 2) return { conflicts: ["distinctValues"] };
  let fewest = Number.POSITIVE_INFINITY;
  let conflicts = new Set<BinningConstraint>();
  for (let boundary = 1; boundary < preBins.size; boundary++) {
    for (const trend of trends) {
      const broken = brokenAt(boundary, preBins, limits, trend);
      if (broken.length < fewest) {
        fewest = broken.length;
        conflicts = new Set(broken);
      } else if (broken.length === fewest) {
        for (const constraint of broken) conflicts.add(constraint);
      }
    }
  }
  return { conflicts: [...conflicts].sort() };
}

function brokenAt(boundary: number, preBins: PreBins, limits: BinLimits, trend: Trend): BinningConstraint[] {
  const { size } = preBins;
  const left = figuresOf(preBins, 0, boundary);
  const right = figuresOf(preBins, boundary, size);
  const broken: BinningConstraint[] = [];
  if (Math.min(left.rows, right.rows) < limits.minRows) broken.push("minBinRows");
  if (Math.min(left.badRows, right.badRows) < limits.minBadRows) broken.push("minBadsPerBin");
  if (Math.min(left.rows - left.badRows, right.rows - right.badRows) < limits.minGoodRows) {
    broken.push("minGoodsPerBin");
  }
  const follows = trend === "ascending" ? left.badRate <= right.badRate : left.goodRate <= right.goodRate;
  if (!follows) broken.push("trend");
  return broken;
}

function figuresOf({ rows, badRows, bads, goods }: PreBins, start: number, end: number) {
  const bad = (bads[end] as number) - (bads[start] as number);
  const good = (goods[end] as number) - (goods[start] as number);
  return {
    rows: (rows[end] as number) - (rows[start] as number),
    badRows: (badRows[end] as number) - (badRows[start] as number),
    badRate: bad / (bad + good),
    goodRate: good / (bad + good),
  };
}
