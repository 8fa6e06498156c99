import pino from "pino";
import { formatYuan, isBusinessDay } from "#kernel";
import { type BusinessDayState, closeDaysUpTo } from "#lending";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { showProgress } from "./progress-line.ts";

interface CloseOptions {
  readonly dataDir: string;
  readonly date: string;
  readonly json?: boolean;
}

/** `touchstone close-day`: the day close of the bank's own loans without the server. */
export const registerCloseDay: RegisterCommand = (program, context) => {
  program
    .command("close-day")
    .description("close every business day of own loans that is open, in order, up to a date (日终)")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--date <day>", "last business day to close, YYYY-MM-DD")
    .option("--json", "print one JSON document on standard output; money in fen")
    .action(async (options: CloseOptions) => await close(options, context));
};

async function close(options: CloseOptions, context: CommandContext): Promise<void> {
  const { date, dataDir } = options;
  if (!isBusinessDay(date)) {
    const found = date.slice(0, 40);
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--date", expected: "YYYY-MM-DD", found });
  }
  // Loaded here, so that the help and a wrong option need no store.
  const { openFoundation } = await import("./compose/foundation.ts");
  const { composeAreas } = await import("./compose/areas.ts");
  const foundation = await openFoundation(
    { dataDir, mustExist: true, logger: () => pino({ level: "silent" }) },
    context,
  );
  try {
    const { lending } = await composeAreas(foundation);
    const progress = showProgress(context.stderr, context.clock);
    const days = await closeDaysUpTo(lending, {
      bankPartyId: foundation.record.partyId,
      day: date,
      signal: context.signal,
      onProgress: progress.report,
    });
    progress.end();
    context.stdout.write(options.json === true ? jsonOf(days) : describeDays(days, context.language));
  } finally {
    await foundation.close();
  }
}

function jsonOf(days: readonly BusinessDayState[]): string {
  const text = JSON.stringify({ days }, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return `${text}\n`;
}

function describeDays(days: readonly BusinessDayState[], language: "zh" | "en"): string {
  if (days.length === 0) {
    return language === "zh" ? "没有需要日终的营业日\n" : "there is no business day to close\n";
  }
  const lines = days.map(({ businessDate, result }) => {
    if (result === null) return businessDate;
    const { loans, overdue, entries } = result;
    const [accrued, collected] = [formatYuan(result.accruedFen), formatYuan(result.collectedFen)];
    return language === "zh"
      ? `${businessDate} 已日终：贷款 ${loans} 笔，逾期 ${overdue} 笔，分录 ${entries} 笔，计提 ${accrued} 元，收款 ${collected} 元，借贷相符`
      : `${businessDate} closed: ${loans} loans, ${overdue} overdue, ${entries} entries, ${accrued} accrued, ${collected} collected, balanced`;
  });
  return `${lines.join("\n")}\n`;
}
