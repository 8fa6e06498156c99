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

const explanation = `
Three processes: a server of its own (broker, intake, log with a checkpoint a second), a load, and this one.
  per processor-second  of all threads of the server: what other work on the machine takes does not count
  receipt               from writing a message to its PUBACK or answer: durable and in the log
  half                  paced at half of the rate reached before; a stall counts for all that are sent in it
  late                  how late an idle process was meanwhile: receipts cannot be faster than the machine lets them
  aedes, mosquitto      the same load at brokers without persistence: what the protocol alone costs here
Exit code 3 when anything acknowledged is missing in the log or there twice. About two minutes.`;

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
    .addHelpText("after", explanation)
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

/** A line each way in: what was reached, beside its goal and the brokers that keep nothing. */
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
    "everything acknowledged is in the log exactly once",
  ];
  for (const full of results.filter(({ server, load }) => server === "touchstone" && load === "full")) {
    const same = results.filter(({ name }) => name === full.name);
    const others = same.filter(({ server }) => server !== "touchstone");
    const half = same.find(({ load }) => load === "half");
    lines.push(
      full.name,
      `  ${full.messagesPerCpuSecond} messages, ${million(full.pointsPerCpuSecond)} points per processor-second${goalOf(full.name)}; ` +
        `${full.messagesPerSecond}/s, ${full.residentMb} MB`,
    );
    for (const { server, messagesPerCpuSecond, messagesPerSecond } of others)
      lines.push(`  ${server}, which keeps nothing: ${messagesPerCpuSecond}; ${messagesPerSecond}/s`);
    if (half === undefined) continue;
    lines.push(
      `  receipt at half that rate: p50 ${half.receiptMs.p50} ms, p99 ${half.receiptMs.p99} ms (goal ${goals.halfLoadP99Ms}); ` +
        `an idle process was late by ${half.machineLateMs} ms (p99)`,
    );
  }
  return lines.join("\n");
}

function goalOf(name: string): string {
  if (name.startsWith("JSON")) return ` (goal ${goals.jsonMessagesPerCpuSecond} messages)`;
  if (name.startsWith("Sparkplug"))
    return ` (goal ${(goals.sparkplugPointsPerCpuSecond / 1e6).toFixed(2)} M points)`;
  return "";
}
