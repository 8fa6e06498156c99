import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import type { Scorecard } from "../scorecard.ts";
import { makeCard } from "../testing/card-builder.ts";
import type { ChangeLimits } from "./change-limits.ts";
import { compileScorer } from "./compile-scorer.ts";
import type { IndicatorRecord, IndicatorValue } from "./indicator-record.ts";
import { nearestChange } from "./nearest-change.ts";

const card = makeCard(
  [
    { id: "years", cuts: [2, 5], points: [0, 20, 50], missing: -5, counts: [300, 400, 300, 0] },
    {
      id: "utilisation",
      cuts: [30, 60, 90],
      points: [40, 25, 10, -20],
      special: [{ codes: [-9], points: 60 }],
      missing: 0,
      counts: [200, 300, 300, 190, 5, 5],
    },
    {
      id: "region",
      groups: [["a"], ["b"]],
      points: [30, 0],
      other: 35,
      missing: 0,
      counts: [500, 500, 0, 0],
    },
  ],
  500,
);
const record = { years: 1, utilisation: 95, region: "b" };

describe("nearestChange", () => {
  it("asks nothing of who is there already", () => {
    expect(nearestChange(card, record, 480)).toEqual({ kind: "alreadyThere", points: 480 });
  });

  it("changes the fewest indicators, and of those that pass the smallest share of the sample", () => {
    const found = nearestChange(card, record, 520);
    expect(found).toMatchObject({ kind: "reachable", points: 525 });
    expect(found.kind === "reachable" && found.changes).toMatchObject([
      {
        indicator: "utilisation",
        value: 95,
        needed: { comparison: "below", bound: 60 },
        pointsGained: 45,
        sharePassed: (190 / 2 + 300) / 1_000,
      },
    ]);
  });

  it("respects what cannot change, or only one way", () => {
    const immutable = nearestChange(card, record, 520, { immutable: ["utilisation"] });
    expect(immutable).toMatchObject({ kind: "reachable", changes: [{ indicator: "years" }] });
    const rising = nearestChange(card, record, 520, { onlyRising: ["utilisation"], onlyFalling: ["years"] });
    expect(rising).toEqual({ kind: "unreachable", points: 480, bestPoints: 510 });
  });

  it("never sends a value to missing, to a special code or to the rare categories", () => {
    const found = nearestChange(card, record, 480 + 50 + 60 + 30);
    expect(found).toEqual({ kind: "reachable", points: 620, changes: expect.anything() });
    expect(nearestChange(card, record, 621)).toMatchObject({ kind: "unreachable", bestPoints: 620 });
  });

  it("agrees with trying every combination of bins, and its advice reaches the target", () => {
    const random = createRandom("nearest change");
    for (let trial = 0; trial < 400; trial++) {
      const made = randomCard(random);
      const from = randomRecord(made, random);
      const points = compileScorer(made).score(from).points;
      const target = points + 1 + random.integer(80);
      const limits = random.integer(2) === 0 ? {} : { immutable: ["v0"], onlyRising: ["v1"] };
      const found = nearestChange(made, from, target, limits);
      const best = byBruteForce(made, from, target, limits);
      if (found.kind !== "reachable") {
        expect(best).toBeNull();
        continue;
      }
      const passed = found.changes.reduce((sum, { sharePassed }) => sum + sharePassed, 0);
      expect([found.changes.length, passed, -found.points].map((key) => key.toFixed(9))).toEqual(
        best?.map((key) => key.toFixed(9)),
      );
      const changed = { ...from };
      for (const { indicator, needed, to } of found.changes) {
        changed[indicator] = valueIn(to.kind === "range" ? to : null, needed);
      }
      expect(compileScorer(made).score(changed).points).toBe(found.points);
    }
  });
});

type Random = ReturnType<typeof createRandom>;

function randomCard(random: Random): Scorecard {
  return makeCard(
    Array.from({ length: 4 }, (_, index) => ({
      id: `v${index}`,
      cuts: [10, 20, 30].slice(0, 1 + random.integer(3)),
      points: Array.from({ length: 4 }, () => random.integer(60) - 30),
      missing: random.integer(20) - 10,
      counts: Array.from({ length: 5 }, () => 1 + random.integer(300)),
    })),
    500,
  );
}

function randomRecord(made: Scorecard, random: Random): Record<string, IndicatorValue> {
  return Object.fromEntries(
    made.indicators.map(({ id }) => [id, random.integer(8) === 0 ? null : random.integer(40)]),
  );
}

function valueIn(
  range: { readonly from: number | null; readonly to: number | null } | null,
  needed: { readonly comparison: string; readonly bound: number } | null,
): number {
  if (needed !== null) return needed.comparison === "atLeast" ? needed.bound : needed.bound - 0.5;
  return range?.from ?? (range?.to ?? 0) - 1;
}

/** Changes, share passed and minus the points of the best of all combinations. */
function byBruteForce(
  made: Scorecard,
  from: IndicatorRecord,
  target: number,
  limits: ChangeLimits,
): readonly number[] | null {
  const { bins: own, points } = compileScorer(made).score(from);
  let best: readonly number[] | null = null;
  const visit = (index: number, changes: number, passed: number, sum: number): void => {
    const indicator = made.indicators[index];
    if (indicator === undefined) {
      const key = [changes, passed, -sum];
      if (sum >= target && (best === null || isBefore(key, best))) best = key;
      return;
    }
    visit(index + 1, changes, passed, sum);
    const at = own[index] ?? 0;
    const { bins, id } = indicator;
    const counts = bins.map(({ count }) => count);
    const rows = counts.reduce((total, count) => total + count, 0);
    const isMissing = at === bins.length - 1;
    for (let to = 0; to < bins.length - 1; to++) {
      const gain = (bins[to]?.points ?? 0) - (bins[at]?.points ?? 0);
      if (gain <= 0 || limits.immutable?.includes(id)) continue;
      if (!isMissing && to < at && limits.onlyRising?.includes(id)) continue;
      let share = (counts[at] ?? 0) / 2;
      for (let between = 0; between < bins.length; between++) {
        const value = bins[between]?.points ?? 0;
        const isOnTheWay = isMissing
          ? value > (bins[at]?.points ?? 0) && value < (bins[to]?.points ?? 0)
          : (between - at) * (between - to) < 0;
        if (isOnTheWay) share += counts[between] ?? 0;
      }
      visit(index + 1, changes + 1, passed + share / rows, sum + gain);
    }
  };
  visit(0, 0, 0, points);
  return best;
}

function isBefore(left: readonly number[], right: readonly number[]): boolean {
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (Math.abs(difference) > 1e-9) return difference < 0;
  }
  return false;
}
