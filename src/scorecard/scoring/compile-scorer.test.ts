import { describe, expect, it } from "vitest";
import { parityRows } from "../exports/parity-rows.ts";
import { makeHardCard } from "../testing/card-builder.ts";
import { recordOf } from "../testing/record-of.ts";
import { compileScorer } from "./compile-scorer.ts";
import { scoreSample } from "./score-sample.ts";

describe("compileScorer", () => {
  const card = makeHardCard(2);
  const columns = parityRows(card, 2_000, "single");
  const scorer = compileScorer(card);

  it("scores a record to the same bits as among others", () => {
    const scored = scoreSample(card, columns);
    for (let row = 0; row < 2_000; row++) {
      const single = scorer.score(recordOf(columns, row));
      expect(single.points).toBe(scored.points[row]);
      expect(single.logOdds).toBe(scored.logOdds[row]);
      expect(single.rawPd).toBe(scored.rawPd[row]);
      expect([...single.bins]).toEqual(scored.perIndicator.map(({ bins }) => bins[row]));
    }
  });

  it("takes a category that comes as a number by its text", () => {
    const record = recordOf(columns, 0);
    expect(scorer.score({ ...record, status: 10 })).toEqual(scorer.score({ ...record, status: "10" }));
  });

  it("says which indicator is absent, and takes nothing from an object's prototype", () => {
    const { status: _, ...lacking } = recordOf(columns, 0);
    expect(() => scorer.score(lacking)).toThrow(
      expect.objectContaining({ code: "SCORECARD_INDICATOR_ABSENT", parameters: { indicator: "status" } }),
    );
  });

  it("refuses infinities and texts where a number is expected", () => {
    for (const wrong of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "7"]) {
      expect(() => scorer.score({ ...recordOf(columns, 0), input_1: wrong })).toThrow(
        expect.objectContaining({ code: "SCORECARD_VALUE_NOT_ALLOWED" }),
      );
    }
  });
});
