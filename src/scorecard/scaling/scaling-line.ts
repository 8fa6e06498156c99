import type { ScalingParameters } from "../parameters.ts";
import { pointsLine } from "./points-line.ts";
import type { PointsLine } from "./points-line.ts";
import type { WeighedIndicator } from "./weighed-indicator.ts";

/**
 * The line of a card: by PDO, or so that the worst possible score (every indicator in its riskiest bin) is `min` and the
 * best `max`. A card that tells nobody apart has no such line; then it is the one by PDO.
 */
export function scalingLine(
  intercept: number,
  indicators: readonly WeighedIndicator[],
  parameters: ScalingParameters,
): PointsLine {
  const { range } = parameters;
  if (range.kind === "pdo") return pointsLine(parameters);
  let lowest = intercept;
  let highest = intercept;
  for (const { coefficient, woes } of indicators) {
    const logOdds = woes.map((woe) => coefficient * woe);
    lowest += Math.min(...logOdds);
    highest += Math.max(...logOdds);
  }
  if (lowest === highest) return pointsLine(parameters);
  const factor = (range.max - range.min) / (highest - lowest);
  return { factor, offset: range.max + factor * lowest };
}
