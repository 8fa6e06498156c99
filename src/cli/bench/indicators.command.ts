import { availableParallelism } from "node:os";
import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { type AggregateBench, measureAggregates } from "./indicators/aggregate-times.ts";
import { showProgress } from "../progress-line.ts";
import { type RegionTimes, measureRegion } from "./indicators/region-times.ts";
import { describeMachine } from "./machine-limits.ts";

interface BenchOptions {
  readonly json?: boolean;
  readonly readings: string;
  readonly runs: string;
  readonly sizes: string;
  readonly months: string;
  readonly seed: string;
  readonly threads?: string;
}

const assets = 400;
const blockReadings = 8192;
const endDay = "2026-10-31";

/** `touchstone bench indicators`: sums kept on arrival beside DuckDB and ClickHouse, and regions computed anew. */
export const registerIndicatorsBench: RegisterCommand = (bench, context) => {
  bench
    .command("indicators")
    .description(
      "aggregate readings on arrival beside DuckDB and plain SQL, results checked equal first; then compute all indicators of regions of growing size",
    )
    .option("--readings <n>", "readings to aggregate; none leaves them out", "10000000")
    .option("--runs <n>", "rounds, the contenders in turn", "5")
    .option(
      "--sizes <list>",
      "enterprises of the regions computed anew; none leaves them out",
      "300,1200,20000",
    )
    .option("--months <n>", "months of history of each region", "36")
    .option("--seed <text>", "seed of the regions", "bench")
    .option("--threads <n>", "threads that compute regions")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: BenchOptions) => await runBench(options, context));
};

async function runBench(options: BenchOptions, context: CommandContext): Promise<void> {
  const readings = options.readings === "none" ? null : readWhole("--readings", options.readings, 1000);
  const runs = readWhole("--runs", options.runs, 1);
  const months = readWhole("--months", options.months, 6);
  const threads =
    options.threads === undefined ? availableParallelism() : readWhole("--threads", options.threads, 1);
  const sizes =
    options.sizes === "none" ? [] : options.sizes.split(",").map((text) => readWhole("--sizes", text, 20));
  const aggregates =
    readings === null ? null : await measureAggregates({ readings, assets, blockReadings }, runs);
  const regions: RegionTimes[] = [];
  const { signal } = context;
  const progress = showProgress(context.stderr, context.clock);
  try {
    for (const enterprises of sizes) {
      const region = { seed: options.seed, enterprises, months, endDay };
      regions.push(await measureRegion(region, { threads, signal, onProgress: progress.report }));
    }
  } finally {
    progress.end();
  }
  const document = { version: "indicators-bench@1", machine: describeMachine(), aggregates, regions };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(document)}\n`);
}

function describe({
  machine,
  aggregates,
  regions,
}: {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly aggregates: AggregateBench | null;
  readonly regions: readonly RegionTimes[];
}): string {
  return [
    `${machine.cpu}, ${machine.threads} threads, Node ${machine.node}`,
    ...(aggregates === null ? [] : describeAggregates(aggregates)),
    ...regions.map(
      (region) =>
        `${region.enterprises} enterprises × ${region.months} months, ${million(region.rows)} rows: ${region.indicators} indicators in ${region.indicatorsMsMean.toFixed(1)} ms an enterprise (median ${region.indicatorsMsP50.toFixed(1)}, p99 ${region.indicatorsMsP99.toFixed(1)}), facts ${region.factsMsMean.toFixed(1)} ms, ${(100 * region.presentShare).toFixed(0)} % of values present, ${(region.elapsedMs / 1000).toFixed(0)} s elapsed with making the data, peak ${region.peakMb} MB`,
    ),
  ].join("\n");
}

function describeAggregates({ readings, cells, results, blockReadings }: AggregateBench): string[] {
  return [
    `${million(readings)} readings into ${cells} days of assets, every result checked equal`,
    ...results.map(
      ({ name, readingsPerCpuSecond, elapsedMs, refreshCpuMs }) =>
        `  ${name}: ${million(readingsPerCpuSecond)} a processor second, ${Math.min(...elapsedMs).toFixed(0)} ms elapsed; after one more block of ${blockReadings}: ${refreshCpuMs.toFixed(2)} ms`,
    ),
  ];
}

function million(count: number): string {
  return `${(count / 1e6).toFixed(1)} M`;
}
