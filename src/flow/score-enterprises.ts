import { type DecisionParameters, gradeOf, recalibratePd } from "#decision";
import { catalogue } from "#indicators";
import type { IndicatorPoints, Reason } from "#report";
import {
  type PointsReason,
  type Scorecard,
  labelOfBin,
  reasonsOf,
  scoreOfLogOdds,
  scoreSample,
} from "#scorecard";
import { type IndicatorValues, columnsOf } from "./indicator-sample.ts";

/** One enterprise on the card. */
export interface ScoredEnterprise {
  readonly score: number;
  /** At the development sample's bad rate. */
  readonly rawPd: number;
  readonly scoredBy: "model" | "outOfFold";
  readonly points: readonly IndicatorPoints[];
  /** Where points were lost, the largest loss first; only real losses. */
  readonly reasons: readonly Reason[];
}

const SHOWN_REASONS = 4;

/**
 * Scores all enterprises on the card. Those of the development sample carry the out-of-fold score instead of the
 * card's own: a card has seen its sample, and its own score of it would flatter.
 * @param outOfFold  log odds per enterprise of the development sample
 */
export function scoreEnterprises(
  scorecard: Scorecard,
  enterprises: readonly { readonly id: string; readonly values: IndicatorValues }[],
  outOfFold: ReadonlyMap<string, number>,
): ReadonlyMap<string, ScoredEnterprise> {
  const used = new Set(scorecard.indicators.map(({ id }) => id));
  const definitions = catalogue.filter(({ id }) => used.has(id));
  const columns = columnsOf(
    definitions,
    enterprises.map(({ values }) => values),
  );
  const scored = scoreSample(scorecard, columns);
  return new Map(
    enterprises.map(({ id }, row) => {
      const reasons = reasonsOf(scorecard, scored, row);
      const ownLogOdds = outOfFold.get(id);
      const isSample = ownLogOdds !== undefined;
      return [
        id,
        {
          score: isSample ? scoreOfLogOdds(scorecard, ownLogOdds) : (scored.points[row] as number),
          rawPd: isSample ? 1 / (1 + Math.exp(-ownLogOdds)) : (scored.rawPd[row] as number),
          scoredBy: isSample ? "outOfFold" : "model",
          points: scorecard.indicators.map((indicator) => pointsOf(reasons, indicator.id)),
          reasons: reasons
            .filter(({ lostAgainstBest }) => lostAgainstBest > 0)
            .slice(0, SHOWN_REASONS)
            .map(reasonOf),
        },
      ];
    }),
  );
}

/** PD after the prior shift, and the grade it falls into; nulls for an enterprise that was not scored. */
export function gradingOf(
  scored: ScoredEnterprise | null,
  scorecard: Scorecard | null,
  parameters: DecisionParameters,
): { readonly scored: ScoredEnterprise | null; readonly pd: number | null; readonly grade: string | null } {
  if (scored === null || scorecard === null) return { scored: null, pd: null, grade: null };
  const pd = recalibratePd(scored.rawPd, {
    sampleBadRate: scorecard.sample.badRate,
    centralTendencyPpm: parameters.centralTendencyPpm.value,
    pdFloorPpm: parameters.pdFloorPpm.value,
  });
  return { scored, pd, grade: gradeOf(pd, parameters).grade };
}

function pointsOf(reasons: readonly PointsReason[], id: string): IndicatorPoints {
  const reason = reasons.find(({ indicator }) => indicator === id) as PointsReason;
  return {
    indicator: id,
    bin: labelOfBin(reason.bin, "en"),
    points: reason.points,
    bestPoints: reason.points + reason.lostAgainstBest,
    neutralPoints: reason.points + reason.lostAgainstNeutral,
  };
}

/** A reason's two sentences: the indicator, the bin it fell into, and what that cost. */
function reasonOf({ indicator, bin, lostAgainstBest }: PointsReason): Reason {
  const definition = catalogue.find(({ id }) => id === indicator);
  const name = definition?.name ?? { zh: indicator, en: indicator };
  return {
    code: `POINTS_LOST:${indicator}`,
    zh: `${name.zh}：${labelOfBin(bin, "zh")}，比最好一档少 ${lostAgainstBest} 分`,
    en: `${name.en}: ${labelOfBin(bin, "en")}, ${lostAgainstBest} points below the best bin`,
    pointsLost: lostAgainstBest,
  };
}
