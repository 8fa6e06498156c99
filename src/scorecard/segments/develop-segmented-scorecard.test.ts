import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { developScorecard } from "../develop-scorecard.ts";
import type { CategoricalColumn, Sample } from "../sample.ts";
import { developSegmentedScorecard } from "./develop-segmented-scorecard.ts";
import { cardOfSegment } from "./segmented-scorecard.ts";
import type { SegmentCard } from "./segmented-scorecard.ts";

const parameters = {
  ...defaultScorecardParameters,
  regression: { ...defaultScorecardParameters.regression, penalty: 1 },
};

describe("developSegmentedScorecard", () => {
  it("gives a large segment its own card, the very one that its rows alone give", () => {
    const { sample, segment } = segmentedSample({ forging: 3_000, casting: 400, moulding: 120, laser: 6 });
    const { segments } = developSegmentedScorecard(sample, segment, parameters);
    const own = cardNamed(segments, "forging");
    expect(own.kind).toBe("own");
    const rows = [...segment.codes.keys()].filter((row) => segment.codes[row] === 0);
    const alone = developScorecard(takeRows(sample, rows), parameters);
    expect(own.kind === "own" && own.card).toEqual(alone);
  });

  it("draws coefficients towards the pool, the more the fewer the bads", () => {
    const { sample, segment } = segmentedSample({ forging: 3_000, casting: 400, moulding: 120, laser: 6 });
    const { segments } = developSegmentedScorecard(sample, segment, parameters);
    const casting = shrunkNamed(segments, "casting");
    const moulding = shrunkNamed(segments, "moulding");
    for (const [j, { shrinkage, low, high, coefficient }] of casting.entries()) {
      expect(shrinkage).toBeGreaterThan(0);
      expect(shrinkage).toBeLessThan(moulding[j]?.shrinkage ?? Number.NaN);
      expect(moulding[j]?.shrinkage).toBeLessThan(1);
      expect(low).toBeLessThan(coefficient);
      expect(coefficient).toBeLessThan(high);
    }
  });

  it("scores a segment of a handful, an unknown one and a missing one on the card of all", () => {
    const { sample, segment } = segmentedSample({ forging: 3_000, casting: 400, moulding: 120, laser: 6 });
    const segmented = developSegmentedScorecard(sample, segment, parameters);
    const laser = cardNamed(segmented.segments, "laser");
    expect(laser).toMatchObject({ kind: "fallback", rows: 6, reason: { kind: "tooFewOutcomes", least: 5 } });
    for (const name of ["laser", "pottery", null]) {
      expect(cardOfSegment(segmented, name)).toBe(segmented.fallback);
    }
    expect(segmented.fallback).toEqual(developScorecard(sample, parameters));
  });

  it("covers the true slope with its 95 % interval in about that share of small segments", () => {
    let covered = 0;
    let total = 0;
    for (let round = 0; round < 20; round++) {
      const { sample, segment } = segmentedSample(
        Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`segment ${index}`, 150])),
        `cover ${round}`,
      );
      for (const one of developSegmentedScorecard(sample, segment, parameters).segments) {
        if (one.kind !== "shrunk") continue;
        const pooled = one.coefficients[1];
        // All segments were drawn alike: the pooled coefficient is the best estimate of what is true of each.
        if (pooled === undefined) continue;
        total++;
        if (pooled.low <= pooled.pooled && pooled.pooled <= pooled.high) covered++;
      }
    }
    expect(total).toBeGreaterThan(100);
    expect(covered / total).toBeGreaterThan(0.93);
  });

  it("gives the same bits again, and from JSON", () => {
    const { sample, segment } = segmentedSample({ forging: 800, casting: 200 });
    const first = developSegmentedScorecard(sample, segment, parameters);
    expect(developSegmentedScorecard(sample, segment, parameters)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});

function cardNamed(segments: readonly SegmentCard[], name: string): SegmentCard {
  const found = segments.find(({ segment }) => segment === name);
  if (found === undefined) throw new Error(`no segment ${name}`);
  return found;
}

function shrunkNamed(segments: readonly SegmentCard[], name: string) {
  const found = cardNamed(segments, name);
  if (found.kind !== "shrunk") throw new Error(`${name} is ${found.kind}`);
  return found.coefficients;
}

/** Two indicators that matter alike in every segment; the bad rate differs by segment. */
function segmentedSample(sizes: Readonly<Record<string, number>>, seed = "segments") {
  const random = createRandom(seed);
  const names = Object.keys(sizes);
  const codes = names.flatMap((name, code) => Array.from({ length: sizes[name] as number }, () => code));
  const quick = Float64Array.from(codes, random.normal);
  const debt = Float64Array.from(codes, random.normal);
  const bad = Uint8Array.from(codes, (code, row) => {
    const logOdds = -1.5 + 0.2 * code - 1.1 * (quick[row] as number) + 0.8 * (debt[row] as number);
    return random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  });
  const sample: Sample = {
    bad,
    indicators: [
      { kind: "numeric", id: "quickRatio", values: quick, expectedDirection: "higherIsBetter" },
      { kind: "numeric", id: "debtRatio", values: debt, expectedDirection: "lowerIsBetter" },
    ],
  };
  const segment: CategoricalColumn = {
    kind: "categorical",
    id: "industry",
    codes: Int32Array.from(codes),
    categories: names,
  };
  return { sample, segment };
}

function takeRows({ bad, indicators }: Sample, rows: readonly number[]): Sample {
  return {
    bad: Uint8Array.from(rows, (row) => bad[row] as number),
    indicators: indicators.map((column) =>
      column.kind === "numeric"
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] as number) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] as number) },
    ),
  };
}
