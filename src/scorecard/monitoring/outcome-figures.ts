import { aucOf } from "../evaluation/delong.ts";
import type { ScoreLevels } from "../evaluation/score-levels.ts";
import type { raiseAlarms } from "./raise-alarms.ts";

/** What alarms about discrimination and risk look at; nothing when there are no later rows. */
export function outcomeFigures(
  expected: ScoreLevels,
  actual: ScoreLevels | null,
): Pick<Parameters<typeof raiseAlarms>[0], "discrimination" | "outcome"> {
  if (!actual) return { discrimination: null, outcome: null };
  const { goods, bads, pd, effectiveScale } = actual.totals;
  const hasBoth = goods > 0 && bads > 0;
  return {
    discrimination: hasBoth ? { expected: aucOf(expected), actual: aucOf(actual) } : null,
    outcome: {
      rows: (goods + bads) * effectiveScale,
      bads: bads * effectiveScale,
      meanPd: pd / (goods + bads),
    },
  };
}
