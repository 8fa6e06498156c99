import { type Bin, type BinnedIndicator, type Binning, labelOfBin } from "#scorecard";

/**
 * A variable as `bin` and `build` print it; scripts depend on the words. Bins of special, rare and missing values that
 * nobody fell into are left out.
 * @param rows  of the sample that was binned
 */
export function variableOf({ id, result }: BinnedIndicator, rows: number) {
  if (result.kind === "infeasible") {
    const { reason } = result;
    return {
      name: id,
      iv: null,
      status: "infeasible",
      conflicts: reason.conflicts,
      trend: null,
      cuts: [],
      bins: [],
      certificate: null,
    };
  }
  const { iv, status, trend, certificate, valueKind } = result;
  const bins = result.bins.filter(isShown).map((bin) => binOfVariable(bin, rows));
  return { name: id, kind: valueKind, iv, status, trend, ...edgesOf(result), bins, certificate };
}

/** Whether a bin has anything to show. */
export function isShown({ kind, count }: Bin): boolean {
  return count > 0 || kind === "range" || kind === "group";
}

function edgesOf(binning: Binning) {
  if (binning.valueKind === "numeric") return { cuts: binning.cuts };
  return { groups: binning.bins.flatMap((bin) => (bin.kind === "group" ? [bin.categories] : [])) };
}

function binOfVariable(bin: Bin, rows: number) {
  const { count, bads, ...rest } = bin;
  return {
    label: labelOfBin(bin, "en"),
    good: count - bads,
    bad: bads,
    ...rest,
    count,
    share: count / rows,
    badRate: count === 0 ? null : bads / count,
  };
}
