import type { IndicatorExploration, LeakageSign, ValueShare } from "./exploration.ts";
import { explorationParameters } from "./parameters.ts";

/** What of an indicator can give away that it was recorded after the outcome. */
interface Suspect {
  readonly auc: IndicatorExploration["auc"];
  readonly mostCommon: readonly ValueShare[];
  readonly missingBadRate: number | null;
  readonly presentBadRate: number | null;
}

/** Nearly only bads or nearly only goods. */
const SINGLE_OUTCOME = 0.01;

/** Signs that the indicator knows the outcome: for a person to judge, nothing is dropped because of them. */
export function findLeakage(suspect: Suspect, rows: number): readonly LeakageSign[] {
  const { leakageAuc, leakageRateGap, leakageValueShare } = explorationParameters;
  const signs: LeakageSign[] = [];
  if (suspect.auc !== null && suspect.auc.auc >= leakageAuc.value) {
    signs.push({ kind: "nearlyPerfect", auc: suspect.auc.auc });
  }
  const { missingBadRate, presentBadRate } = suspect;
  if (missingBadRate !== null && presentBadRate !== null) {
    const gap = Math.abs(missingBadRate - presentBadRate);
    if (gap >= leakageRateGap.value) {
      signs.push({ kind: "missingTellsOutcome", missingBadRate, presentBadRate });
    }
  }
  for (const { value, count, badRate } of suspect.mostCommon) {
    const isOfBads = badRate >= 1 - SINGLE_OUTCOME;
    if (isOfBads && count >= leakageValueShare.value * rows) {
      signs.push({ kind: "valueTellsOutcome", value, count, badRate });
    }
  }
  return signs;
}
