import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isBusinessDay } from "#kernel";
import {
  type Delivery,
  type DeliveryOutcome,
  inclusiveStatistics,
  lendingFaults,
  type LoanBookServices,
  reconciliationDocument,
  reconciliationTables,
  type SentFile,
  sentenceOfFinding,
  statisticsTables,
} from "#lending";
import { type ExportTable, markSimulated, writeCsv, writeWorkbook } from "#report";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { withLoanBook } from "./with-loan-book.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

/** `touchstone loan-book`: the bank's mirrored loan book without the server. */
export const registerLoanBook: RegisterCommand = (program, context) => {
  const command = program.command("loan-book").description("the bank's mirrored loan book (借据台账)");
  command
    .command("import")
    .description(
      "receive deliveries of daily loan files (docs/loan-files.md); exit 0 accepted or known, 1 refused, 2 bad use",
    )
    .argument(
      "<dir>",
      "folder of one delivery, or of one folder for each delivery, taken in the order of names",
    )
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--json", "print one JSON document on standard output")
    .action(async (dir: string, options: CommonOptions) => await importDeliveries(dir, options, context));
  command
    .command("reconcile")
    .description("write the reconciliation report of a business date; exit 1 when there are differences")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--date <day>", "business date; the newest when left out")
    .option("--out <file>", "write it to a .xlsx, .csv or .pdf file")
    .option("--json", "print one JSON document on standard output")
    .action(
      async (options: CommonOptions & { readonly date?: string; readonly out?: string }) =>
        await reconcile(options, context),
    );
  command
    .command("statistics")
    .description("write the statistics of inclusive finance (普惠小微) by both definitions")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--out <file>", "a .xlsx or .csv file")
    .option("--date <day>", "as of this day; the newest when left out")
    .action(
      async (options: CommonOptions & { readonly date?: string; readonly out: string }) =>
        await writeStatistics(options, context),
    );
};

async function importDeliveries(dir: string, options: CommonOptions, context: CommandContext): Promise<void> {
  const folders = deliveryFolders(dir);
  const receive: Parameters<typeof withLoanBook>[2] = async (loanBook, { partyId }) => {
    const outcomes: { folder: string; outcome: DeliveryOutcome }[] = [];
    for (const folder of folders) {
      const outcome = await loanBook.receive(partyId, sentFiles(folder));
      outcomes.push({ folder, outcome });
      if (options.json !== true) context.stdout.write(describeOutcome(folder, outcome, context.language));
      if (outcome.kind === "refused") break;
    }
    if (options.json === true) context.stdout.write(`${JSON.stringify({ deliveries: outcomes })}\n`);
    context.setExitCode(outcomes.some(({ outcome }) => outcome.kind === "refused") ? 1 : 0);
  };
  await withLoanBook(options.dataDir, context, receive, { mayBeNew: true });
}

async function reconcile(
  options: CommonOptions & { readonly date?: string; readonly out?: string },
  context: CommandContext,
): Promise<void> {
  const { language } = context;
  await withLoanBook(options.dataDir, context, async (loanBook, bank) => {
    const delivery = await deliveryOf(loanBook, bank.partyId, options.date);
    const found = await loanBook.reads.reconciliationOf(bank.partyId, delivery);
    const tables = markSimulated(reconciliationTables(found, language), bank);
    const { differences } = found;
    if (options.out !== undefined) {
      const bytes = options.out.endsWith(".pdf")
        ? await loanBook.print(reconciliationDocument(found, bank, language))
        : await bytesOf(options.out, tables);
      write(options.out, bytes);
    }
    const asText = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify(found, asText)}\n`
        : `${writeCsv(tables).toString("utf8").slice(1)}\n`,
    );
    context.setExitCode(differences.length === 0 ? 0 : 1);
  });
}

async function writeStatistics(
  options: CommonOptions & { readonly date?: string; readonly out: string },
  context: CommandContext,
): Promise<void> {
  await withLoanBook(options.dataDir, context, async (loanBook, bank) => {
    const { partyId } = bank;
    const on = checkedDay(options.date) ?? (await loanBook.reads.newestDate(partyId));
    if (on === null) throw lendingFaults.fault("LENDING_BOOK_EMPTY");
    const loans = await loanBook.reads.listForStatistics(partyId, on);
    const statistics = (["nfra", "pboc"] as const).map((name) => inclusiveStatistics(loans, name));
    const tables = statisticsTables(statistics, on, context.language);
    write(options.out, await bytesOf(options.out, markSimulated(tables, bank)));
    context.stdout.write(`${options.out}\n`);
  });
}

async function deliveryOf(
  { reads }: LoanBookServices,
  partyId: string,
  date: string | undefined,
): Promise<Delivery> {
  const day = checkedDay(date);
  const found = (await reads.listDeliveries(partyId)).find(
    ({ state, businessDate }) => state === "accepted" && (day === null || businessDate === day),
  );
  if (found === undefined) throw lendingFaults.fault("LENDING_BOOK_EMPTY");
  return found;
}

function checkedDay(day: string | undefined): string | null {
  if (day === undefined || isBusinessDay(day)) return day ?? null;
  throw cliFaults.fault("CLI_BAD_OPTION", { option: "--date", expected: "YYYY-MM-DD", found: day });
}

async function bytesOf(out: string, tables: readonly ExportTable[]): Promise<Buffer> {
  if (out.endsWith(".xlsx")) return await writeWorkbook(tables);
  if (out.endsWith(".csv")) return writeCsv(tables);
  throw cliFaults.fault("CLI_BAD_OPTION", { option: "--out", expected: ".xlsx / .csv", found: out });
}

function write(out: string, bytes: Uint8Array): void {
  try {
    writeFileSync(out, bytes);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw cliFaults.fault("CLI_CANNOT_WRITE", { option: "--out", path: out, problem }, cause);
  }
}

/** The folder itself when it holds a control file, else those in it. */
function deliveryFolders(dir: string): string[] {
  const names = listFolder(dir);
  if (names.some((name) => /^(control|控制)/i.test(name))) return [dir];
  return names
    .sort()
    .map((name) => path.join(dir, name))
    .filter((folder) => statSync(folder).isDirectory());
}

function sentFiles(folder: string): SentFile[] {
  return listFolder(folder)
    .sort()
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
}

function listFolder(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (cause) {
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "<dir>", path: dir, expected: "a folder" }, cause);
  }
}

function describeOutcome(folder: string, outcome: DeliveryOutcome, language: "zh" | "en"): string {
  if (outcome.kind === "refused") {
    const lines = outcome.findings.map((finding) => {
      const { file, row, field, expected, found } = finding;
      const place = [file, row === null ? "" : `:${row}`, field === null ? "" : ` ${field}`].join("");
      return `  ${place}: ${sentenceOfFinding(finding)[language]} [${expected}] ← [${found}]`;
    });
    const title = language === "zh" ? "已拒绝，未存入任何内容" : "refused, nothing stored";
    return `${folder}: ${title}\n${lines.join("\n")}\n`;
  }
  const { businessDate, number } = outcome.delivery;
  if (outcome.kind === "known") {
    return `${folder}: ${businessDate} #${number} ${language === "zh" ? "已接收过" : "is known"}\n`;
  }
  const { newLoans, repayments, moves, differences } = outcome.summary;
  return language === "zh"
    ? `${folder}: ${businessDate} 第 ${number} 次交付已接收：新借据 ${newLoans}，还款 ${repayments}，分类变动 ${moves}，对账差异 ${differences}\n`
    : `${folder}: ${businessDate} #${number} accepted: ${newLoans} new loans, ${repayments} repayments, ${moves} changes of class, ${differences} differences\n`;
}
