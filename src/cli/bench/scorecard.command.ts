import { availableParallelism, cpus } from "node:os";
import {
  benchmarkScorecard,
  benchmarkSolver,
  type BenchmarkTimes,
  peers,
  type PeerTimes,
  timePeer,
} from "#flow";
import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";

interface BenchOptions {
  readonly json?: boolean;
  readonly runs: string;
  readonly threads?: string;
  readonly rows?: string;
  readonly variables?: string;
  readonly peers: boolean;
}

/** The sizes that other tools were measured at, the one that needs most memory first: a process never gives it back. */
const sizes = [
  { rows: 1_000_000, variables: 20, badRate: 0.089 },
  { rows: 100_000, variables: 50, badRate: 0.165 },
] as const;

/** `touchstone bench scorecard`: checks the scorecard's results, then times them, beside other tools where installed. */
export const registerScorecardBench: RegisterCommand = (bench, context) => {
  bench
    .command("scorecard")
    .description("bin, transform, fit and score seeded samples: results are checked, then timed")
    .option("--runs <n>", "runs of each step", "5")
    .option("--threads <n>", "threads that bin")
    .option("--rows <n>", "one sample of so many rows instead of the usual sizes")
    .option("--variables <n>", "and of so many variables")
    .option(
      "--no-peers",
      "leave scikit-learn and R out, which run on the same numbers where they are installed",
    )
    .option("--json", "print one JSON document on standard output")
    .action(async (options: BenchOptions) => await runBench(options, context));
};

async function runBench(options: BenchOptions, context: CommandContext): Promise<void> {
  const runs = readWhole("--runs", options.runs, 1);
  const workers =
    options.threads === undefined ? availableParallelism() : readWhole("--threads", options.threads, 1);
  const wanted =
    options.rows === undefined && options.variables === undefined
      ? sizes
      : [
          {
            rows: readWhole("--rows", options.rows ?? "100000", 1),
            variables: readWhole("--variables", options.variables ?? "20", 1),
            badRate: 0.1,
          },
        ];
  const results: { readonly ours: BenchmarkTimes; readonly peers: readonly PeerTimes[] }[] = [];
  for (const size of wanted) {
    context.signal.throwIfAborted();
    const theirs: PeerTimes[] = [];
    let next = 0;
    const ours = await benchmarkScorecard(size, { workers, runs }, async (sample) => {
      const peer = options.peers ? peers[next++] : undefined;
      const times = peer && (await timePeer(peer, sample));
      if (times) theirs.push(times);
    });
    results.push({ ours, peers: theirs });
  }
  const solver = [20, 128].map((preBins) => benchmarkSolver(preBins, preBins > 50 ? 20 : 200));
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    threads: availableParallelism(),
    node: process.version,
  };
  const document = { version: "scorecard-bench@1", machine, solver, results };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(document)}\n`);
}

function describe({
  machine,
  solver,
  results,
}: {
  readonly machine: { readonly cpu: string; readonly threads: number; readonly node: string };
  readonly solver: readonly { readonly preBins: number; readonly solveUs: number }[];
  readonly results: readonly { readonly ours: BenchmarkTimes; readonly peers: readonly PeerTimes[] }[];
}): string {
  const lines = [`${machine.cpu}, ${machine.threads} threads, Node ${machine.node}`];
  for (const { preBins, solveUs } of solver)
    lines.push(`exact binning of ${preBins} pre-bins: ${solveUs.toFixed(0)} µs`);
  for (const { ours, peers: theirs } of results) {
    const best = (times: readonly number[]): string => `${Math.min(...times).toFixed(0)} ms`;
    lines.push(
      `${ours.rows} × ${ours.variables}, ${ours.workers} threads: bin ${best(ours.binMs)} (processor ${best(ours.binCpuMs)}, first run ${ours.binFirstMs.toFixed(0)} ms), ` +
        `transform ${best(ours.transformMs)}, fit ${best(ours.fitMs)}, score ${best(ours.scoreMs)}, ` +
        `a record ${ours.recordUs.toFixed(1)} µs, peak ${ours.peakMb.toFixed(0)} MB`,
    );
    for (const { name, ms } of theirs) {
      const steps = Object.entries(ms).map(([step, value]) => `${step} ${value.toFixed(0)} ms`);
      lines.push(`  ${name}: ${steps.join(", ")}`);
    }
  }
  return lines.join("\n");
}
