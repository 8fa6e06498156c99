import type { AuthenticityGrade } from "#crosscheck";
import type { BusinessDay } from "#kernel";
import type { SizeClass } from "#registry";
import type { CustomerFeatures } from "./features.ts";
import type { QualityRule, QualityRuleCode, QualityRules, QualityStanding, RuleOutcome } from "./quality.ts";
import { atLeastRules, whereKnownRules } from "./quality-rules.ts";

/** What the rules look at, as of T and N. */
export interface QualityInput {
  readonly sizeClass: SizeClass | null;
  readonly features: CustomerFeatures;
  readonly authenticity: AuthenticityGrade;
  /** Open alerts, orange or worse; null where the bank does not watch it. */
  readonly graveAlerts: number | null;
  /** Days past due in the bank's own book; null without a loan there. */
  readonly daysPastDue: number | null;
}

/**
 * Where an enterprise stands in an edition, from its figures and where it stood in the one before. It enters when every
 * entry was reached in `enterAfter` editions in a row, leaves at once when an immediate rule is broken, and otherwise
 * when an exit was broken in `exitAfter` editions in a row.
 */
export function judgeQuality(
  input: QualityInput,
  rules: QualityRules,
  previous: Pick<QualityStanding, "isListed" | "listedSince" | "reachedInRow" | "brokenInRow"> | null,
  asOf: BusinessDay,
): QualityStanding {
  const outcomes = rules.rules.map((rule) => outcomeOf(rule, valueOf(rule.code, input)));
  const broken = outcomes.filter(({ breaksExit }) => breaksExit);
  const missing = outcomes.filter(({ reachesEntry }) => !reachesEntry);
  const reachedInRow = missing.length === 0 ? (previous?.reachedInRow ?? 0) + 1 : 0;
  const brokenInRow = broken.length > 0 ? (previous?.brokenInRow ?? 0) + 1 : 0;
  const isImmediate = broken.some(({ code }) =>
    rules.rules.some((one) => one.code === code && one.isImmediate),
  );
  const wasListed = previous?.isListed ?? false;
  const isListed = wasListed
    ? !isImmediate && brokenInRow < rules.exitAfter
    : reachedInRow >= rules.enterAfter;
  const change = isListed === wasListed ? (isListed ? "stayed" : "none") : isListed ? "entered" : "left";
  const reasons = isListed ? (change === "entered" ? outcomes : []) : wasListed ? broken : missing;
  return {
    isListed,
    change,
    listedSince: isListed ? (wasListed ? (previous?.listedSince ?? asOf) : asOf) : null,
    reasons: reasons.map(({ code }) => code),
    outcomes,
    reachedInRow,
    brokenInRow,
  };
}

function outcomeOf({ code, entry, exit }: QualityRule, value: number | null): RuleOutcome {
  if (value === null) {
    return { code, value, reachesEntry: whereKnownRules.includes(code), breaksExit: false };
  }
  const isAtLeast = atLeastRules.includes(code);
  return {
    code,
    value,
    reachesEntry: isAtLeast ? value >= entry : value <= entry,
    breaksExit: isAtLeast ? value < exit : value > exit,
  };
}

const gradeValues: Readonly<Record<AuthenticityGrade, number | null>> = {
  high: 3,
  medium: 2,
  low: 1,
  refuted: 0,
  unknown: null,
};

function valueOf(code: QualityRuleCode, input: QualityInput): number | null {
  const { features, sizeClass } = input;
  switch (code) {
    case "sizeIsSmall":
      return sizeClass === null ? null : sizeClass === "micro" || sizeClass === "small" ? 1 : 0;
    case "observedLongEnough":
      return features.observedMonths;
    case "salesAtLeast":
      return features.salesFen === null ? null : Number(features.salesFen / 100n);
    case "salesNotFalling":
      return features.salesGrowthPpm;
    case "ordersHeld":
      return features.cancelledPpm;
    case "collectionInTime":
      return features.collectionDays;
    case "machinesUsed":
      return features.utilisationPpm;
    case "authentic":
      return gradeValues[input.authenticity];
    case "noArrears":
      // In the bank's own book, or as the enterprise's other banks tell it; the worse of both counts.
      return Math.max(input.daysPastDue ?? 0, features.daysPastDue ?? 0);
    case "noAdverseRecord":
      return features.adverseRecords;
    case "noAlert":
      return input.graveAlerts ?? 0;
  }
}
