import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { openObservations } from "#adapters/clickhouse";
import { openDataDirectory, openExistingDataDirectory, openLedger } from "#adapters/files";
import { dataClasses, type DataClass, type ErasureScope } from "#ledger";
import type { CommandContext } from "./command-context.ts";
import { cliFaults } from "./errors.ts";

interface EraseOptions {
  readonly dataDir: string;
  readonly log: string;
  readonly class: string;
  readonly month?: string;
  readonly reason: string;
  readonly by: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `touchstone log erase`: destroys the keys of rows for good; what was sealed about them stays provable. */
export function registerLogErase(log: Command, context: CommandContext): void {
  log
    .command("erase")
    .description("make the rows of a class unreadable for good; hashes and proofs still hold")
    .requiredOption("--data-dir <dir>", "data directory of a server that is stopped")
    .requiredOption("--log <origin>", "private log")
    .requiredOption("--class <class>", dataClasses.join(", "))
    .option("--month <YYYY-MM>", "month of receipt, UTC (default: every month)")
    .requiredOption("--reason <text>", "why; sealed in the log in plain text")
    .requiredOption("--by <id>", "who ordered it; sealed in the log in plain text")
    .option("--yes", "do it: nobody can undo it")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: EraseOptions) => await eraseRows(options, context));
}

async function eraseRows(options: EraseOptions, context: CommandContext): Promise<void> {
  const { by, reason } = options;
  const scope = scopeOf(options);
  // Refuses a folder without a ledger before one is made there.
  openExistingDataDirectory(options.dataDir).release();
  const directory = openDataDirectory(options.dataDir);
  try {
    const ledger = await openLedger({ directory: directory.path, clock: context.clock });
    try {
      const erasure = await ledger.erase(scope, { reason, by });
      const isStoreEmptied = await emptyStore(directory.path);
      const receipt = ledger.sign(erasure.place);
      const { index } = erasure.place;
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ ...scope, entries: erasure.entries, keys: erasure.keys, isStoreEmptied, receipt })}\n`
          : context.language === "zh"
            ? `已删除 ${erasure.entries} 条记录的数据（${erasure.keys} 把密钥），删除记录为第 ${index} 条\n${isStoreEmptied ? emptied.zh : ""}`
            : `rows of ${erasure.entries} entries erased (${erasure.keys} keys), sealed as entry ${index}\n${isStoreEmptied ? emptied.en : ""}`,
      );
    } finally {
      await ledger.close();
    }
  } finally {
    directory.release();
  }
}

const emptied = {
  zh: "观测库中的明文副本已一并清空，下次启动服务时从日志重建其余部分\n",
  en: "their copies in the store of observations went with it; the next start of the server rebuilds the rest from the log\n",
} as const;

/**
 * Drops the projection, which holds the erased rows in plain text; a start of the server makes it again without them.
 * Were this cut short, the projection would still forget them as soon as it comes to the sealed erasure.
 */
async function emptyStore(directory: string): Promise<boolean> {
  const path = join(directory, "clickhouse");
  if (!existsSync(path)) return false;
  const observations = await openObservations(path);
  try {
    await observations.reset();
  } finally {
    await observations.close();
  }
  return true;
}

function scopeOf({ log, class: dataClass, month, yes }: EraseOptions): ErasureScope {
  if (!dataClasses.includes(dataClass as DataClass)) {
    const expected = dataClasses.join(", ");
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--class", expected, found: dataClass });
  }
  if (yes !== true) {
    const expected = "--yes, because an erasure cannot be undone";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--yes", expected, found: "nothing" });
  }
  const scope = { origin: log, dataClass: dataClass as DataClass };
  return month === undefined ? scope : { ...scope, month };
}
