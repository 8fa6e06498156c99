import { describe, expect, it } from "vitest";
import { featuresOf } from "./features-of.ts";
import { judgeQuality, type QualityInput } from "./judge-quality.ts";
import type { QualityStanding } from "./quality.ts";
import { rulesInForce, shippedQualityRules } from "./quality-rules.ts";
import { factsOf } from "./testing/operating-facts.ts";

const good: QualityInput = {
  sizeClass: "small",
  authenticity: "high",
  graveAlerts: 0,
  daysPastDue: 0,
  features: {
    ...featuresOf(factsOf("2026-10-31", {})),
    salesFen: 500_000_000n,
    salesGrowthPpm: 50_000,
    cancelledPpm: 10_000,
    collectionDays: 60,
    utilisationPpm: 600_000,
    adverseRecords: 0,
    daysPastDue: 0,
    observedMonths: 24,
  },
};
const months = ["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"] as const;

/** Standings of the months, each going on from the one before. */
function roll(inputs: readonly QualityInput[]): readonly QualityStanding[] {
  const standings: QualityStanding[] = [];
  for (const [index, input] of inputs.entries()) {
    standings.push(judgeQuality(input, shippedQualityRules, standings.at(-1) ?? null, months[index] ?? ""));
  }
  return standings;
}

const growing = (salesGrowthPpm: number | null): QualityInput => ({
  ...good,
  features: { ...good.features, salesGrowthPpm },
});

describe("the quality list", () => {
  it("takes an enterprise on only after it reached every entry twice in a row", () => {
    const [first, second] = roll([good, good]);
    expect(first).toMatchObject({ isListed: false, change: "none", reachedInRow: 1 });
    expect(second).toMatchObject({ isListed: true, change: "entered", listedSince: "2026-06-30" });
  });

  it("keeps one whose growth lies between exit and entry, and does not take it on from there", () => {
    const between = growing(-100_000);
    expect(roll([good, good, between, between, between]).map(({ isListed }) => isListed)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(roll([between, between, between]).some(({ isListed }) => isListed)).toBe(false);
  });

  it("is not left for one bad month, and is for two", () => {
    const bad = growing(-300_000);
    expect(roll([good, good, bad, good]).at(-1)).toMatchObject({ isListed: true, brokenInRow: 0 });
    expect(roll([good, good, bad, bad]).at(-1)).toMatchObject({
      isListed: false,
      change: "left",
      reasons: ["salesNotFalling"],
    });
  });

  it("is left at once on an alert, and says so", () => {
    const alerted = roll([good, good, { ...good, graveAlerts: 1 }]).at(-1);
    expect(alerted).toMatchObject({ isListed: false, change: "left", reasons: ["noAlert"] });
  });

  it("takes nobody on whose growth is unknown, and sends nobody away for that", () => {
    expect(roll([growing(null), growing(null), growing(null)]).some(({ isListed }) => isListed)).toBe(false);
    expect(roll([good, good, growing(null), growing(null)]).at(-1)?.isListed).toBe(true);
  });

  it("asks what not every enterprise has only where it is known", () => {
    const silent: QualityInput = {
      ...good,
      authenticity: "unknown",
      features: { ...good.features, utilisationPpm: null, cancelledPpm: null },
    };
    expect(roll([silent, silent]).at(-1)?.isListed).toBe(true);
    expect(roll([silent, silent, { ...silent, authenticity: "refuted" }]).at(-1)?.isListed).toBe(false);
  });
});

describe("rules in force", () => {
  const own = {
    ...shippedQualityRules,
    version: 1,
    effectiveFrom: "2026-08-01",
    enterAfter: 3,
    madeBy: "risk",
  };
  it("are those of the day of the edition, whatever was made later", () => {
    expect(rulesInForce([own], "2026-07-31").version).toBe(0);
    expect(rulesInForce([own], "2026-08-01").version).toBe(1);
  });
});
