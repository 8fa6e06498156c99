import type { z } from "zod";
import type { Scorecard } from "#scorecard";
import type { comparisonSchema } from "./scorecard-use.schema.ts";

type Side = z.input<typeof comparisonSchema>["indicators"][number]["left"];

/** What a card makes of an indicator; null when it is not on the card. */
export function sideOfIndicator(card: Scorecard, id: string): Side {
  const indicator = card.indicators.find((one) => one.id === id);
  if (indicator === undefined) return null;
  const { iv, coefficient, bins } = indicator;
  const points = bins.map((bin) => bin.points);
  return {
    iv,
    coefficient,
    bins: bins.length,
    worstPoints: Math.min(...points),
    bestPoints: Math.max(...points),
  };
}
