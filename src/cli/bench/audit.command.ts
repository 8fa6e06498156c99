import { tmpdir } from "node:os";
import type { RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { describeMachine, designLimits, measureLimits } from "./machine-limits.ts";
import { measureAppend } from "./measure-append.ts";

interface AuditBenchOptions {
  readonly rows: string;
  readonly rowsPerEntry: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** What this program should reach; the bench reports it and does not enforce it. */
const goals = { rowsPerCpuSecond: 1_000_000 };

const explanation = `
A ledger is made (not timed), then audited as \`touchstone audit\` does it: each payload decrypted, each row hashed into its
entry's root, each entry into its log, each log into the platform log, checkpoint and tiles compared.
The limit is hashing a leaf and a node of the tree and nothing else. Exit code 3 when anything is found. Half a minute.`;

/** `touchstone bench audit`: verifies every byte of a new ledger, and times it. */
export const registerAuditBench: RegisterCommand = (bench, context) => {
  bench
    .command("audit")
    .description("verify a new ledger of made-up rows of 200 bytes, and time it")
    .option("--rows <n>", "rows in the ledger", "2000000")
    .option("--rows-per-entry <n>", "rows of an entry", "1000")
    .option("--dir <dir>", "folder on the disk to measure (default: the system's temporary folder)")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action(async (options: AuditBenchOptions) => {
      const rows = readWhole("--rows", options.rows, 1);
      const rowsPerEntry = readWhole("--rows-per-entry", options.rowsPerEntry, 1);
      const directory = options.dir ?? tmpdir();
      const limits = { design: designLimits, here: measureLimits(directory) };
      const built = await measureAppend({ rows, rowBytes: 200, rowsPerEntry, callers: 16 }, directory);
      const { audit, entries } = built;
      const results = [{ rows: built.rows, rowBytes: 200, rowsPerEntry, entries, ...audit }];
      const document = { version: "audit-bench@1", machine: describeMachine(), limits, goals, results };
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(document)}\n`);
        return;
      }
      const million = (value: number): string => `${(value / 1e6).toFixed(2)} M`;
      context.stdout.write(
        `${built.rows} rows of 200 B in ${entries} entries, no finding: ` +
          `${million(audit.rowsPerCpuSecond)} rows per processor-second (goal ${million(goals.rowsPerCpuSecond)}) in ${(audit.wallMs / 1000).toFixed(1)} s; ` +
          `limit of leaf and node ${million(limits.design.leavesWithNodesPerSecond)} on the design machine, ` +
          `${million(limits.here.leavesWithNodesPerSecond)} here\n`,
      );
    });
};
