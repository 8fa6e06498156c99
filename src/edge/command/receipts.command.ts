import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { requireConfiguration } from "../configuration.ts";
import { readIdentity, statePaths } from "../device/identity.ts";
import { isReceiptOf, type KeptReceipt } from "../uplink/receipt-book.ts";
import { type ConfigOption, configOption, jsonOption, type RegisterEdgeCommand } from "./edge-context.ts";

interface ReceiptsOptions extends ConfigOption {
  readonly from?: string;
  readonly to?: string;
}

/** `touchstone collector receipts`: what the platform signed for, each checked against its key. */
export const registerReceipts: RegisterEdgeCommand = (program, context) => {
  program
    .command("receipts")
    .description(
      "list the platform's receipts that this collector keeps; exit 0 all genuine, 1 one is not, 2 bad use",
    )
    .requiredOption(...configOption)
    .option("--from <day>", "first day of receiving, as 2026-11-01")
    .option("--to <day>", "last day of receiving")
    .option(...jsonOption)
    .action(async (options: ReceiptsOptions) => {
      const { stateDirectory } = requireConfiguration(options.config, context.kinds);
      const { platformKey } = readIdentity(stateDirectory);
      const folder = statePaths(stateDirectory).receipts;
      let count = 0;
      let forged = 0;
      for (const file of filesOf(folder, options)) {
        for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
          const kept = readLine(line);
          if (kept === null) continue;
          count += 1;
          const isGenuine = isReceiptOf(platformKey, kept.receipt);
          if (!isGenuine) forged += 1;
          const text = options.json === true ? line : describe(kept, isGenuine);
          context.stdout.write(`${text}\n`);
        }
      }
      const summary =
        context.language === "zh"
          ? `共 ${count} 份回执,${forged} 份签名不对`
          : `${count} receipts, ${forged} not signed by the platform`;
      if (options.json !== true) context.stderr.write(`${summary}\n`);
      context.setExitCode(forged === 0 ? 0 : 1);
    });
};

function filesOf(folder: string, { from = "", to = "9999" }: ReceiptsOptions): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl") && name.slice(0, 10) >= from && name.slice(0, 10) <= to)
    .sort();
}

/** The last line may have been cut off by a loss of power. */
function readLine(line: string): KeptReceipt | null {
  try {
    return JSON.parse(line) as KeptReceipt;
  } catch {
    return null;
  }
}

function describe({ epoch, sequence, kind, rowCount, receipt }: KeptReceipt, isGenuine: boolean): string {
  const at = new Date(receipt.receivedAtMs).toISOString();
  const mark = isGenuine ? "" : "  !!";
  return `${at}  ${epoch}/${sequence}  ${kind}  ${rowCount}  ${receipt.origin}#${receipt.index}${mark}`;
}
