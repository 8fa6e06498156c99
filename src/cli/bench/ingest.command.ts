import { tmpdir } from "node:os";
import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { type IngestTimes, measureIngest } from "./ingest/measure-ingest.ts";
import { describeMachine, measureLimits } from "./machine-limits.ts";

interface IngestBenchOptions {
  readonly messages: string;
  readonly batches: string;
  readonly batchRows: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** What the design machine can do at most per processor-second: decode, hash, seal and sync, without a network. */
const designLimits = { messagesOf15PerCpuSecond: 335_000, pointsPerCpuSecond: 5_000_000 };

/** What this program should reach per processor-second of the server; goals, which the bench reports and does not enforce. */
const goals = { jsonMessagesPerCpuSecond: 60_000, sparkplugPointsPerCpuSecond: 1_000_000, halfLoadP99Ms: 20 };

/** `touchstone bench ingest`: everything that was acknowledged is found in the log exactly once; then the times. */
export const registerIngestBench: RegisterCommand = (bench, context) => {
  bench
    .command("ingest")
    .description(
      "send made-up messages and batches to a server of its own; what was acknowledged is checked, then timed",
    )
    .option("--messages <n>", "messages by MQTT of each kind", "200000")
    .option("--batches <n>", "signed batches by HTTP", "1600")
    .option("--batch-rows <n>", "rows of a batch", "300")
    .option("--dir <dir>", "folder on the disk to measure (default: the system's temporary folder)")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: IngestBenchOptions) => await runIngestBench(options, context));
};

async function runIngestBench(options: IngestBenchOptions, context: CommandContext): Promise<void> {
  const directory = options.dir ?? tmpdir();
  const results = await measureIngest(
    {
      messages: readWhole("--messages", options.messages, 1),
      batches: readWhole("--batches", options.batches, 1),
      batchRows: readWhole("--batch-rows", options.batchRows, 1),
    },
    directory,
  );
  const limits = { design: designLimits, here: measureLimits(directory) };
  const document = { version: "ingest-bench@1", machine: describeMachine(), limits, goals, results };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(document)}\n`);
}

function describe({
  machine,
  results,
}: {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly results: readonly IngestTimes[];
}): string {
  const million = (value: number): string => `${(value / 1e6).toFixed(2)} M`;
  const lines = [
    `${machine.cpu}, ${machine.threads} threads, Node ${machine.node}`,
    `limit of the design machine: ${designLimits.messagesOf15PerCpuSecond} messages of 15 metrics = ${million(designLimits.pointsPerCpuSecond)} points per processor-second`,
    `goals: ${goals.jsonMessagesPerCpuSecond} JSON messages, ${million(goals.sparkplugPointsPerCpuSecond)} Sparkplug points per processor-second; p99 ${goals.halfLoadP99Ms} ms at half load`,
    "everything acknowledged is in the log exactly once",
  ];
  for (const one of results) {
    lines.push(
      `${one.name} | ${one.server}, ${one.load} load: ${one.messagesPerCpuSecond} messages, ${million(one.pointsPerCpuSecond)} points ` +
        `per processor-second; ${one.messagesPerSecond}/s; receipt p50 ${one.receiptMs.p50} ms, p99 ${one.receiptMs.p99} ms; ${one.residentMb} MB`,
    );
  }
  return lines.join("\n");
}
