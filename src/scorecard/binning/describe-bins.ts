import type { Bin } from "./bin.ts";
import type { CountedBin } from "./counted-bin.ts";
import { addOutcomes } from "./counting/present-rows.ts";
import type { Trend } from "./optimum/trend.ts";
import { smoothingOf } from "./smoothing.ts";
import { weightOfEvidence } from "./weight-of-evidence.ts";
import type { Totals } from "./weight-of-evidence.ts";

/**
 * The figures of bins in their order. A merged bin and the one it goes to share the weight of evidence of both together,
 * so that their parts of the information value add up to that of one bin.
 */
export function describeBins(
  bins: readonly CountedBin[],
  totals: Totals,
  smoothingRows: number,
): { readonly bins: readonly Bin[]; readonly iv: number } {
  const ownWoe = bins.map((bin) =>
    weightOfEvidence(bin.outcomes.bads, bin.outcomes.goods, totals, smoothingOf(bin, smoothingRows)),
  );
  const targets = bins.map(({ merges }, bin) => (merges ? nearestValueBin(bins, ownWoe, bin) : bin));
  const described = bins.map(({ kind, outcomes }, bin): Bin => {
    const target = targets[bin] as number;
    const joined = bins.reduce(
      (sum, other, place) =>
        place !== target && targets[place] === target ? addOutcomes(sum, other.outcomes) : sum,
      (bins[target] as CountedBin).outcomes,
    );
    const smoothing = smoothingOf({ ...(bins[target] as CountedBin), outcomes: joined }, smoothingRows);
    const woe = weightOfEvidence(joined.bads, joined.goods, totals, smoothing);
    const shareDifference = outcomes.bads / totals.bads - outcomes.goods / totals.goods;
    return {
      ...kind,
      count: outcomes.goodRows + outcomes.badRows,
      bads: outcomes.badRows,
      woe,
      iv: shareDifference === 0 ? 0 : shareDifference * woe,
      ...(target === bin ? {} : { mergedInto: target }),
    };
  });
  return { bins: described, iv: described.reduce((sum, { iv }) => sum + iv, 0) };
}

function nearestValueBin(bins: readonly CountedBin[], woe: readonly number[], bin: number): number {
  let nearest = bin;
  let least = Number.POSITIVE_INFINITY;
  bins.forEach(({ kind }, place) => {
    if (kind.kind !== "range" && kind.kind !== "group") return;
    const distance = Math.abs((woe[place] as number) - (woe[bin] as number));
    if (distance >= least) return;
    least = distance;
    nearest = place;
  });
  return nearest;
}

/** The course that bad rates follow, the narrowest one first; `none` when they turn more than once. */
export function trendOfRates(rates: readonly number[]): Trend {
  const steps = rates.slice(1).map((rate, index) => Math.sign(rate - (rates[index] as number)));
  const turns = steps.filter((step) => step !== 0);
  if (turns.every((step) => step > 0)) return "ascending";
  if (turns.every((step) => step < 0)) return "descending";
  const changes = turns.filter((step, index) => index > 0 && step !== turns[index - 1]).length;
  if (changes > 1) return "none";
  return turns[0] === 1 ? "peak" : "valley";
}
