import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CategoricalColumn,
  cardAsSql,
  cardAsSqlCheck,
  parityRows,
  type SegmentedScorecard,
  scoreSample,
  scoreSegments,
  segmentsAsSql,
} from "#scorecard";
import { makeHardCard } from "../../src/scorecard/testing/card-builder.ts";
import { openClickHouse } from "./clickhouse-engine.ts";
import { openDuckDb } from "./duckdb-engine.ts";
import { type ScoringEngine, differences, parityNames } from "./engine.ts";
import { hasMariaDb, openMariaDb } from "./mariadb-engine.ts";
import { openPostgres } from "./postgres-engine.ts";

const rows = 3_000;

const engines = [
  { name: "PostgreSQL", open: openPostgres, isPresent: true },
  { name: "ClickHouse", open: openClickHouse, isPresent: true },
  { name: "DuckDB", open: openDuckDb, isPresent: true },
  { name: "MariaDB", open: openMariaDb, isPresent: hasMariaDb() },
];

describe.each(engines)("a card in $name", ({ open, isPresent }) => {
  let engine: ScoringEngine;
  beforeAll(async () => {
    if (isPresent) engine = await open();
  });
  afterAll(async () => {
    if (isPresent) await engine.close();
  });

  it.skipIf(!isPresent).each([0, 2, 6])(
    "scores rows at every edge to the same bits, with %i decimals of a point",
    async (decimals) => {
      const card = makeHardCard(decimals);
      const columns = parityRows(card, rows, "parity");
      const expected = scoreSample(card, columns);
      await engine.load(columns);
      const schema = engine.dialect === "clickhouse" ? { schema: "parity" } : {};
      const found = await engine.score(cardAsSql(card, engine.dialect, { ...parityNames, ...schema }));
      expect(found.points.length).toBe(rows);
      expect(differences(columns, expected.points, found.points)).toEqual([]);
      for (const [row, pd] of found.rawPd.entries()) expect(pd).toBeCloseTo(expected.rawPd[row] ?? -1, 12);
    },
  );

  it.skipIf(!isPresent)(
    "passes the check that goes with the SELECT, and fails it with other points",
    async () => {
      const card = makeHardCard(2);
      const check = cardAsSqlCheck(card, engine.dialect);
      expect(await engine.countRows(check)).toBe(0);
      const base = engine.dialect === "mysql" ? "6.0012e+4" : "60012";
      expect(check).toContain(base);
      expect(await engine.countRows(check.replace(base, "60013"))).toBe(100);
    },
  );

  it.skipIf(!isPresent)("scores segments on their own cards and the rest on the fallback", async () => {
    const fallback = makeHardCard(2);
    const own = { ...makeHardCard(2), indicators: fallback.indicators.slice(2) };
    const outcomes = { rows: 500, bads: 90 };
    const segmented: SegmentedScorecard = {
      version: "segmented-scorecard@1",
      segmentColumn: "industry",
      fallback,
      segments: [
        { ...outcomes, segment: "it's steel", kind: "own", card: own },
        {
          ...outcomes,
          segment: "tea",
          kind: "fallback",
          reason: { kind: "tooFewOutcomes", fewest: 90, least: 100 },
        },
      ],
    };
    const columns = parityRows(fallback, rows, "segments");
    const segment: CategoricalColumn = {
      kind: "categorical",
      id: "industry",
      categories: ["it's steel", "tea", "IT'S STEEL ", "unknown"],
      codes: Int32Array.from({ length: rows }, (_, row) => (row % 5) - 1),
    };
    const expected = scoreSegments(segmented, segment, columns);
    await engine.load([...columns, segment]);
    const schema = engine.dialect === "clickhouse" ? { schema: "parity" } : {};
    const found = await engine.score(segmentsAsSql(segmented, engine.dialect, { ...parityNames, ...schema }));
    expect(differences([...columns, segment], expected.points, found.points)).toEqual([]);
  });
});
