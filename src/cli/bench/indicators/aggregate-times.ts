import { deepStrictEqual } from "node:assert/strict";
import { DayCells } from "#indicators";
import { type ReadingPlan, blocksOf, readingColumns } from "./reading-columns.ts";
import { type AggregateRow, openClickHouse, openDuckDb } from "./sql-contenders.ts";

/** One contender's rounds: processor time of the whole aggregation, of all its threads. */
export interface AggregateTimes {
  readonly name: string;
  readonly cpuMs: readonly number[];
  readonly elapsedMs: readonly number[];
  /** Of the best round. */
  readonly readingsPerCpuSecond: number;
  /** Processor time until the sums are right again after one more block has come. */
  readonly refreshCpuMs: number;
}

export interface AggregateBench extends ReadingPlan {
  readonly cells: number;
  readonly results: readonly AggregateTimes[];
}

/**
 * Aggregates the same readings by asset and day in turn: kept on arrival, in ClickHouse, and in DuckDB where it is
 * installed. The tables of the two are filled before, which costs them nothing here; ours takes every block in.
 * @throws when two of them differ
 */
export async function measureAggregates(plan: ReadingPlan, runs: number): Promise<AggregateBench> {
  const blocks = blocksOf(readingColumns(plan), plan.blockReadings);
  const own = (): Promise<readonly AggregateRow[]> => {
    const cells = new DayCells();
    for (const block of blocks) cells.add(block);
    return Promise.resolve(rowsOf(cells, plan.assets, blocks.length));
  };
  const others = [await openClickHouse(plan), await openDuckDb(plan)].filter((other) => other !== null);
  const contenders = [{ name: "on arrival", aggregate: own }, ...others];
  try {
    const expected = await own();
    for (const { aggregate } of others) deepStrictEqual(await aggregate(), expected);
    const times = contenders.map(({ name }) => ({ name, cpuMs: [] as number[], elapsedMs: [] as number[] }));
    for (let run = 0; run < runs; run++) {
      for (const [at, { aggregate }] of contenders.entries()) {
        const measured = await measure(aggregate);
        times[at]?.cpuMs.push(measured.cpuMs);
        times[at]?.elapsedMs.push(measured.elapsedMs);
      }
    }
    const oneBlockMs = measureBlock(blocks);
    const results = times.map(({ name, cpuMs, elapsedMs }, at) => ({
      name,
      cpuMs,
      elapsedMs,
      readingsPerCpuSecond: Math.round(plan.readings / (Math.min(...cpuMs) / 1000)),
      refreshCpuMs: at === 0 ? oneBlockMs : Math.min(...cpuMs),
    }));
    return { ...plan, cells: expected.length, results };
  } finally {
    for (const { close } of others) await close();
  }
}

function rowsOf(cells: DayCells, assets: number, knownAt: number): AggregateRow[] {
  const rows: AggregateRow[] = [];
  for (let asset = 0; asset < assets; asset++) {
    const days = cells.daysOf(asset);
    if (days === null) continue;
    for (let day = days.from; day <= days.to; day++) {
      const sums = cells.read(asset, day, knownAt);
      if (sums === null) continue;
      const { runMs, idleMs, alarmMs, goodCount, quantity, nightQuantity, peakWatt } = sums;
      rows.push([asset, day, runMs, idleMs, alarmMs, goodCount, quantity, nightQuantity, peakWatt ?? 0]);
    }
  }
  return rows;
}

/** The mean over a hundred blocks, taken in on top of the others. */
function measureBlock(blocks: ReturnType<typeof blocksOf>): number {
  const cells = new DayCells();
  for (const block of blocks) cells.add(block);
  const more = blocks.slice(0, 100);
  const started = process.cpuUsage();
  for (const [at, block] of more.entries()) cells.add({ ...block, platformIndex: blocks.length + at });
  return cpuMsSince(started) / more.length;
}

async function measure(
  work: () => Promise<unknown>,
): Promise<{ readonly cpuMs: number; readonly elapsedMs: number }> {
  const startedAtMs = performance.now();
  const started = process.cpuUsage();
  await work();
  return { cpuMs: cpuMsSince(started), elapsedMs: performance.now() - startedAtMs };
}

function cpuMsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
