import { cpus } from "node:os";
import {
  cardAsJson,
  cardAsPmml,
  cardAsSql,
  compileScorer,
  parityRows,
  readScorecard,
  scoreSample,
} from "#scorecard";
import type { IndicatorColumn, Scorecard } from "#scorecard";
import { parsePmml } from "../src/adapters/pmml/parse-pmml.ts";
import { makeHardCard } from "../src/scorecard/testing/card-builder.ts";
import { recordOf } from "../src/scorecard/testing/record-of.ts";
import { openClickHouse } from "../test/parity/clickhouse-engine.ts";
import { openDuckDb } from "../test/parity/duckdb-engine.ts";
import { type ScoringEngine, differences, parityNames } from "../test/parity/engine.ts";
import { hasMariaDb, openMariaDb } from "../test/parity/mariadb-engine.ts";
import { openPostgres } from "../test/parity/postgres-engine.ts";

/** One way of scoring, compared with `scoreSample` on the same rows. */
export interface ParityFigures {
  readonly engine: string;
  readonly rows: number;
  /** Rows whose points differ in any bit: 0, or the bench throws. */
  readonly differing: number;
  readonly loadMs: number;
  readonly scoreMs: number;
}

const seed = "a million rows";

/** Scores the same rows by every export of a card that is hard to export, with two decimals of a point. */
export async function* benchParity(rows: number): AsyncGenerator<ParityFigures> {
  const card = makeHardCard(2);
  const columns = parityRows(card, rows, seed);
  const expected = scoreSample(card, columns).points;
  const scoreRows = (from: Scorecard): Float64Array => scoreSample(from, columns).points;
  const check = (engine: string, loadMs: number, started: number, points: Float64Array): ParityFigures => {
    const scoreMs = performance.now() - started;
    const differing = differences(columns, expected, points);
    if (points.length !== rows || differing.length > 0) {
      throw new Error(`${engine} differs: ${JSON.stringify(differing)}`);
    }
    return { engine, rows, differing: 0, loadMs, scoreMs };
  };
  let started = performance.now();
  yield check("JSON", 0, started, scoreRows(readScorecard(JSON.parse(cardAsJson(card)))));
  started = performance.now();
  yield check("PMML", 0, started, scoreRows(parsePmml(cardAsPmml(card, { name: "card" }))));
  started = performance.now();
  yield check("one record at a time", 0, started, scoreSingly(card, columns, rows));
  const openers = [openPostgres, openClickHouse, openDuckDb, ...(hasMariaDb() ? [openMariaDb] : [])];
  for (const open of openers) {
    const engine = await open();
    try {
      const loadMs = await loadInto(engine, columns);
      started = performance.now();
      const schema = engine.dialect === "clickhouse" ? { schema: "parity" } : {};
      const found = await engine.score(cardAsSql(card, engine.dialect, { ...parityNames, ...schema }));
      yield check(engine.name, loadMs, started, found.points);
    } finally {
      await engine.close();
    }
  }
}

async function loadInto(engine: ScoringEngine, columns: readonly IndicatorColumn[]): Promise<number> {
  const started = performance.now();
  await engine.load(columns);
  return performance.now() - started;
}

function scoreSingly(card: Scorecard, columns: readonly IndicatorColumn[], rows: number): Float64Array {
  const scorer = compileScorer(card);
  return Float64Array.from({ length: rows }, (_, row) => scorer.score(recordOf(columns, row)).points);
}

if (import.meta.main) {
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, seed "${seed}"\n`);
  for await (const figures of benchParity(Number(process.argv[2] ?? 1_000_000))) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  }
}
