import { tmpdir } from "node:os";
import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { describeMachine, designLimits, measureLimits } from "./machine-limits.ts";
import { measureAppend, type AppendTimes } from "./measure-append.ts";

interface AppendBenchOptions {
  readonly rows: string;
  readonly rowBytes: string;
  readonly callers: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** What this program should reach; the bench reports it and does not enforce it. */
const goals = { rowsPerCpuSecond: 300_000 };

const explanation = `
Made-up rows are sealed in a new ledger by callers that each wait for their entry, then every byte of it is audited.
  per processor-second  of all threads: hash of each row, Merkle root, encryption, write-ahead log, a checkpoint a second
  durable after         from the call to the place in the log, both files synced
  limits                what hashing alone, and syncing alone, could reach on the design machine and on this one
Entries of one row cost what an entry costs: key derivation, two ciphers, canonical header, passing it to the thread.
Exit code 3 when the audit finds anything. About a minute.`;

/** Rows of an entry: large ones as collectors send them, and single ones, where the entry itself is the work. */
const entrySizes = [1000, 256, 1] as const;

/** `touchstone bench append`: durable appends to a new ledger, audited, then timed. */
export const registerAppendBench: RegisterCommand = (bench, context) => {
  bench
    .command("append")
    .description("seal made-up rows in a new ledger, durably; the result is audited, then timed")
    .option("--rows <n>", "rows to seal in entries of 1000 and of 256 rows", "1000000")
    .option("--row-bytes <n>", "bytes of a row", "200")
    .option("--callers <n>", "callers that wait for each of their entries at the same time", "32")
    .option("--dir <dir>", "folder on the disk to measure (default: the system's temporary folder)")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action(async (options: AppendBenchOptions) => await runAppendBench(options, context));
};

async function runAppendBench(options: AppendBenchOptions, context: CommandContext): Promise<void> {
  const rows = readWhole("--rows", options.rows, 1);
  const rowBytes = readWhole("--row-bytes", options.rowBytes, 1);
  const callers = readWhole("--callers", options.callers, 1);
  const directory = options.dir ?? tmpdir();
  const limits = { design: designLimits, here: measureLimits(directory) };
  const results: AppendTimes[] = [];
  for (const rowsPerEntry of entrySizes) {
    context.signal.throwIfAborted();
    // Single rows cost an entry each, so there are fewer of them.
    const share = rowsPerEntry === 1 ? Math.ceil(rows / 20) : rows;
    results.push(await measureAppend({ rows: share, rowBytes, rowsPerEntry, callers }, directory));
  }
  const document = { version: "append-bench@1", machine: describeMachine(), limits, goals, results };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(document)}\n`);
}

function describe({
  machine,
  limits,
  results,
}: {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly limits: { readonly design: typeof designLimits; readonly here: typeof designLimits };
  readonly results: readonly AppendTimes[];
}): string {
  const { design, here } = limits;
  const million = (value: number): string => `${(value / 1e6).toFixed(2)} M`;
  const lines = [
    `${machine.cpu}, ${machine.threads} threads, Node ${machine.node}`,
    `goal: ${million(goals.rowsPerCpuSecond)} rows per processor-second`,
    `limits per processor-second (design machine | here): leaf ${million(design.leavesPerSecond)} | ${million(here.leavesPerSecond)}, ` +
      `leaf and node ${million(design.leavesWithNodesPerSecond)} | ${million(here.leavesWithNodesPerSecond)}, ` +
      `fdatasync ${design.syncsPerSecond} | ${here.syncsPerSecond}`,
  ];
  for (const times of results) {
    const { p50, p99, most } = times.waitMs;
    lines.push(
      `${times.rows} rows of ${times.rowBytes} B, ${times.rowsPerEntry} an entry, ${times.callers} callers: ` +
        `${million(times.rowsPerCpuSecond)} rows and ${times.entriesPerCpuSecond} entries per processor-second, ` +
        `${times.entriesPerSecond} entries/s, durable after ${p50} ms (p99 ${p99}, most ${most}), ` +
        `audit ${million(times.audit.rowsPerCpuSecond)} rows per processor-second, peak ${times.peakMb} MB`,
    );
  }
  return lines.join("\n");
}
