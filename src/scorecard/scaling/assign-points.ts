import type { ScalingParameters } from "../parameters.ts";
import type { Design } from "../regression/design.ts";
import type { Scaling } from "../scorecard.ts";
import { fitRange } from "./fit-range.ts";
import { roundPoints } from "./points-line.ts";
import { roundPreservingRank } from "./round-preserving-rank.ts";
import type { RoundingLoss } from "./rounding-loss.ts";
import { levelRowsOf } from "./rounding-rows.ts";
import { scalingLine } from "./scaling-line.ts";
import type { WeighedIndicator } from "./weighed-indicator.ts";

export interface AssignedPoints {
  readonly scaling: Scaling;
  readonly indicators: readonly AssignedIndicator[];
}

export interface AssignedIndicator {
  /** Of each bin. */
  readonly points: readonly number[];
  readonly bestPoints: number;
  /** Points of weight of evidence 0. */
  readonly neutralPoints: number;
}

/**
 * Turns a regression into points: the line, the rounding, then where 0 lies. Scores are the same wherever 0 lies: what an
 * indicator is moved by, the base points take over.
 * @param design  the rows whose order `rankPreserving` rounding keeps; its columns belong to the indicators in order
 */
export function assignPoints(
  intercept: number,
  indicators: readonly WeighedIndicator[],
  parameters: ScalingParameters,
  design: Design,
): AssignedPoints {
  const perPoint = 10 ** parameters.pointsDecimals;
  const line = scalingLine(intercept, indicators, parameters);
  const exactUnits = (indicator: number, woe: number): number =>
    0 - line.factor * (indicators[indicator] as WeighedIndicator).coefficient * woe * perPoint;
  const exact = indicators.map(({ woes }, indicator) => woes.map((woe) => exactUnits(indicator, woe)));
  let units = exact.map((own, indicator) =>
    own.map((_, bin) => {
      const woe = indicators[indicator]?.woes[bin] ?? 0;
      const points = -line.factor * (indicators[indicator]?.coefficient ?? 0) * woe;
      return Math.round(roundPoints(points, parameters.pointsDecimals) * perPoint);
    }),
  );
  const ranked = parameters.rounding === "rankPreserving" ? keepRank(exact, design, exactUnits) : null;
  if (ranked) units = ranked.units;
  let base = Math.round(
    roundPoints(line.offset - line.factor * intercept, parameters.pointsDecimals) * perPoint,
  );
  if (parameters.range.kind === "minMax" && indicators.length > 0) {
    const { min, max } = parameters.range;
    ({ base, units } = fitRange(exact, units, { min: min * perPoint, max: max * perPoint }));
  }
  const shifts = units.map((own) => (parameters.zeroAt === "worst" ? Math.min(...own) : 0));
  base += shifts.reduce((sum, shift) => sum + shift, 0);
  return {
    scaling: {
      ...line,
      basePoints: base / perPoint + 0,
      ...(ranked === null ? {} : { rounding: ranked.lossOf(units) }),
    },
    indicators: units.map((own, indicator) => {
      const shift = shifts[indicator] as number;
      const points = own.map((unit) => (unit - shift) / perPoint + 0);
      return { points, bestPoints: Math.max(...points), neutralPoints: (0 - shift) / perPoint + 0 };
    }),
  };
}

interface RankedUnits {
  readonly units: number[][];
  /** The loss of these units, or of what the range made of them. */
  lossOf(units: readonly (readonly number[])[]): RoundingLoss;
}

/** Bins of equal exact points are one level, so that they stay equal. */
function keepRank(
  exact: readonly (readonly number[])[],
  design: Design,
  exactUnits: (indicator: number, woe: number) => number,
): RankedUnits {
  const levels = exact.map((own) => ({ exact: [...new Set(own)].sort((left, right) => left - right) }));
  const found = roundPreservingRank(levelRowsOf(design, levels, exactUnits));
  const units = exact.map((own, indicator) =>
    own.map((unit) => {
      const level = levels[indicator]?.exact.indexOf(unit) ?? -1;
      return found.levels[indicator]?.[level] as number;
    }),
  );
  const lossOf = (other: readonly (readonly number[])[]): RoundingLoss => {
    const lost = found.lostBy(
      levels.map((level, indicator) =>
        level.exact.map((unit) => other[indicator]?.[exact[indicator]?.indexOf(unit) ?? -1] as number),
      ),
    );
    return lost === found.loss.lost ? found.loss : { ...found.loss, kind: "bounded", lost };
  };
  return { units, lossOf };
}
