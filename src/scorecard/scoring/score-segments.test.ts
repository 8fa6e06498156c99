import { describe, expect, it } from "vitest";
import { parityRows } from "../exports/parity-rows.ts";
import type { CategoricalColumn } from "../sample.ts";
import type { SegmentedScorecard } from "../segments/segmented-scorecard.ts";
import { makeCard, makeHardCard } from "../testing/card-builder.ts";
import { recordOf } from "../testing/record-of.ts";
import { scoreSample } from "./score-sample.ts";
import { compileSegments, scoreSegments } from "./score-segments.ts";

const fallback = makeHardCard(2);
const own = { ...makeHardCard(2), indicators: fallback.indicators.slice(2) };
const empty = makeCard([], 555, 2);
const segmented: SegmentedScorecard = {
  version: "segmented-scorecard@1",
  segmentColumn: "industry",
  fallback,
  segments: [
    { segment: "steel", rows: 500, bads: 90, kind: "own", card: own },
    { segment: "empty", rows: 500, bads: 90, kind: "own", card: empty },
    {
      segment: "tea",
      rows: 20,
      bads: 1,
      kind: "fallback",
      reason: { kind: "tooFewOutcomes", fewest: 1, least: 20 },
    },
  ],
};
const rows = 1_000;
const columns = parityRows(fallback, rows, "segments");
const segment: CategoricalColumn = {
  kind: "categorical",
  id: "industry",
  categories: ["steel", "tea", "unknown", "empty"],
  codes: Int32Array.from({ length: rows }, (_, row) => (row % 5) - 1),
};

describe("scoreSegments", () => {
  it("scores each row as its segment's card does, and the rest as the fallback does", () => {
    const scored = scoreSegments(segmented, segment, columns);
    const ofFallback = scoreSample(fallback, columns);
    const ofOwn = scoreSample(own, columns);
    for (let row = 0; row < rows; row++) {
      const name = segment.categories[segment.codes[row] ?? -1];
      const expected = name === "steel" ? ofOwn : ofFallback;
      expect(scored.points[row]).toBe(name === "empty" ? 555 : expected.points[row]);
      if (name !== "empty") expect(scored.rawPd[row]).toBe(expected.rawPd[row]);
      expect(scored.cards[scored.cardOfRow[row] ?? -1]).toBe(
        name === "steel" ? own : name === "empty" ? empty : fallback,
      );
    }
  });

  it("scores single records to the same bits", () => {
    const scored = scoreSegments(segmented, segment, columns);
    const scorer = compileSegments(segmented);
    for (let row = 0; row < rows; row++) {
      const name = segment.categories[segment.codes[row] ?? -1] ?? null;
      const single = scorer.score(name, recordOf(columns, row));
      expect([single.points, single.rawPd, single.card]).toEqual([
        scored.points[row],
        scored.rawPd[row],
        scored.cards[scored.cardOfRow[row] ?? -1],
      ]);
    }
  });
});
