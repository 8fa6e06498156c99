import { binIndicator } from "../binning/bin-indicator.ts";
import type { TrainingRows } from "../binning/training-rows.ts";
import type { BinnedIndicator } from "../binning/binning.ts";
import type { RulesByIndicator, ScorecardParameters, ScreeningParameters } from "../parameters.ts";
import type { ScreenedIndicator, ScreeningReason } from "../scorecard.ts";
import { correlationsOf } from "../regression/correlation.ts";
import type { Correlations } from "../regression/correlation.ts";
import { rowsOf } from "../regression/design.ts";
import { examineIndicator } from "./examine-indicator.ts";
import type { PreparedSample } from "./prepare-sample.ts";
import type { Candidate, Screening } from "./screening.ts";
import { inflationsOf } from "../regression/variance-inflation.ts";

/** What is laid down or already known about the bins. */
export interface GivenBinnings {
  /** Binnings on the same training rows, in the sample's order, made before by the same rules. */
  readonly binned?: readonly BinnedIndicator[];
  readonly rules?: RulesByIndicator;
}

/**
 * Bins every indicator on the training rows and keeps those that are present, varied, strong and stable enough, run the
 * way experts expect, and are neither a copy nor a combination of stronger ones. What experts want in stays unless it
 * cannot be binned; what they want out never enters.
 */
export function screenIndicators(
  { sample, orders }: PreparedSample,
  training: TrainingRows,
  { binning, screening }: Pick<ScorecardParameters, "binning" | "screening">,
  { binned, rules }: GivenBinnings = {},
): Screening {
  const examined = sample.indicators.map((column, index) => {
    const order = orders[index] ?? null;
    const bin = () =>
      binned?.[index]?.result ?? binIndicator(column, sample, binning, training, rules?.[column.id]);
    return examineIndicator({ sample, training, screening, column, order, bin });
  });
  const strong = sortByStrength(
    examined.flatMap(({ candidate }) => candidate ?? []),
    screening,
  );
  const correlations = correlationsOf(
    strong.map(({ column }) => column),
    rowsOf(training.included),
    sample.weights,
  );
  const copies = findCopies(strong, correlations, screening);
  const { combined, inflations } = findCombined(strong, copies, correlations, screening);
  const reasons = new Map([...copies, ...combined]);
  const inflationOf = (id: string) => inflations.get(strong.findIndex((one) => one.id === id)) ?? null;
  const reasonOf = (id: string) => reasons.get(strong.findIndex((one) => one.id === id)) ?? null;
  return {
    candidates: strong.filter((_, index) => !reasons.has(index)),
    screened: [
      ...examined.flatMap(({ figures, reason }) =>
        reason === null ? [] : [{ id: figures.id, iv: figures.iv, reason }],
      ),
      ...[...reasons].map(([index, reason]) => toScreened(strong[index] as Candidate, reason)),
    ],
    figures: examined.map(({ figures, reason }) => ({
      ...figures,
      vif: inflationOf(figures.id),
      reason: reason ?? reasonOf(figures.id),
    })),
  };
}

/** What experts want in first, then by information value; equal ones keep the sample's order. */
function sortByStrength(
  candidates: readonly Candidate[],
  { mustIn }: ScreeningParameters,
): readonly Candidate[] {
  const rankOf = ({ id }: Candidate): number => (mustIn.includes(id) ? 0 : 1);
  return candidates.toSorted((a, b) => rankOf(a) - rankOf(b) || b.binning.iv - a.binning.iv);
}

function toScreened({ id, binning }: Candidate, reason: ScreeningReason): ScreenedIndicator {
  return { id, iv: binning.iv, reason };
}

/** By position: each with the strongest kept indicator that it copies. */
function findCopies(
  strong: readonly Candidate[],
  correlations: Correlations,
  { maxCorrelation, mustIn }: ScreeningParameters,
): ReadonlyMap<number, ScreeningReason> {
  const copies = new Map<number, ScreeningReason>();
  for (const [index, { id }] of strong.entries()) {
    if (mustIn.includes(id)) continue;
    for (let rival = 0; rival < index; rival++) {
      if (copies.has(rival)) continue;
      const correlation = correlations(index, rival);
      if (Math.abs(correlation) <= maxCorrelation) continue;
      copies.set(index, { kind: "correlated", with: (strong[rival] as Candidate).id, correlation });
      break;
    }
  }
  return copies;
}

/** Drops the most inflated one until none is above the limit; of equally inflated ones the weakest. */
function findCombined(
  strong: readonly Candidate[],
  copies: ReadonlyMap<number, ScreeningReason>,
  correlations: Correlations,
  { maxVif, mustIn }: ScreeningParameters,
) {
  const combined = new Map<number, ScreeningReason>();
  for (;;) {
    const kept = [...strong.keys()].filter((index) => !copies.has(index) && !combined.has(index));
    const inflations = inflationsOf(kept, correlations);
    let worst: readonly [number, number] | null = null;
    for (const [index, vif] of inflations) {
      if (maxVif === null || !(vif > maxVif) || mustIn.includes((strong[index] as Candidate).id)) continue;
      if (worst === null || vif >= worst[1]) worst = [index, vif];
    }
    if (worst === null) return { combined, inflations };
    combined.set(worst[0], { kind: "collinear", vif: worst[1] });
  }
}
