import { decisionFaults } from "./errors.ts";

export interface Recalibration {
  /** Share of defaulters in the development sample, in (0, 1). */
  readonly sampleBadRate: number;
  /** Default rate to be expected of the population, ppm in (0, 1,000,000). */
  readonly centralTendencyPpm: number;
  /** The result is never below this, ppm. */
  readonly pdFloorPpm: number;
}

/**
 * Moves a probability of default from the sample's share of defaulters to a stated central tendency.
 * The odds are multiplied by the ratio of the prior odds; ranks and therefore the discrimination stay as they are.
 * The mean over a population equals the central tendency only if that population looks like the sample.
 * @param rawPd as the scorecard gives it, in [0, 1]
 * @returns PD in [floor, 1]; strictly rising in rawPd above the floor
 * @throws DECISION_PROBABILITY_INVALID when a probability is not one
 * @source G. King, L. Zeng, "Logistic Regression in Rare Events Data", Political Analysis 9 (2001), prior correction
 */
export function recalibratePd(rawPd: number, recalibration: Recalibration): number {
  const { sampleBadRate, pdFloorPpm } = recalibration;
  const tendency = recalibration.centralTendencyPpm / 1e6;
  if (!(rawPd >= 0 && rawPd <= 1)) throw invalid("rawPd", rawPd);
  if (!(sampleBadRate > 0 && sampleBadRate < 1)) throw invalid("sampleBadRate", sampleBadRate);
  if (!(tendency > 0 && tendency < 1)) throw invalid("centralTendency", tendency);
  const shift = (tendency * (1 - sampleBadRate)) / ((1 - tendency) * sampleBadRate);
  const pd = (rawPd * shift) / (rawPd * shift + (1 - rawPd));
  return Math.max(pd, pdFloorPpm / 1e6);
}

/** The raw PD that `recalibratePd` maps to the given PD: where a grade's bound lies on the card's own scale. */
export function rawPdOf(pd: number, recalibration: Recalibration): number {
  const tendency = recalibration.centralTendencyPpm / 1e6;
  const shift =
    (tendency * (1 - recalibration.sampleBadRate)) / ((1 - tendency) * recalibration.sampleBadRate);
  return pd / (pd + (1 - pd) * shift);
}

function invalid(what: string, found: number): Error {
  return decisionFaults.fault("DECISION_PROBABILITY_INVALID", { what, found });
}
