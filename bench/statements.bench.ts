import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type ImportMeasure, measureImport } from "./import.bench.ts";

/** Statements of as many accounts, each with its running balance. */
const accounts = 40;

/**
 * Times reading, checking, sealing and storing bank statement lines, as many as asked for, next to as many invoices in
 * plain text. Counts are checked before any time is kept.
 */
export async function benchStatements(
  lines: number,
): Promise<{ readonly statements: ImportMeasure; readonly invoices: ImportMeasure }> {
  const scratch = await mkdtemp(join(tmpdir(), "touchstone-bench-statements-"));
  try {
    const each = Math.floor(lines / accounts);
    const statements = join(scratch, "statements");
    const invoices = join(scratch, "invoices");
    await writeFiles(statements, "statement", each, statementOf);
    await writeFiles(invoices, "invoices", each, invoicesOf);
    const measured = {
      statements: await measureImport(statements, join(scratch, "a")),
      invoices: await measureImport(invoices, join(scratch, "b")),
    };
    for (const { counts } of Object.values(measured)) {
      const wrong = Object.entries(counts).find(([, found]) => String(found) !== `${each},0`);
      if (wrong !== undefined || Object.keys(counts).length !== accounts) {
        throw new Error(`expected ${each} rows and no duplicate in each file, found ${String(wrong)}`);
      }
    }
    return measured;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function writeFiles(
  folder: string,
  kind: string,
  each: number,
  contentOf: (account: number, lines: number) => string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let account = 0; account < accounts; account++) {
    await writeFile(join(folder, `E${account}_${kind}.csv`), contentOf(account, each));
  }
}

function statementOf(account: number, lines: number): string {
  let text = "交易日期,交易时间,收入金额,支出金额,余额,对方户名,对方账号,摘要,流水号\n";
  let balance = 1_000_000_00;
  for (let i = 0; i < lines; i++) {
    const fen = 10_000 + ((i * 7919) % 5_000_000);
    const isIn = i % 2 === 0;
    balance += isIn ? fen : -fen;
    const amount = yuan(fen);
    text += `${dayOf(i, lines)},10:${pad(i % 60)}:00,${isIn ? `${amount},` : `,${amount}`},${yuan(balance)},客户${i % 97},6222${account}${i % 97},货款,${100_000 + i}\n`;
  }
  return text;
}

function invoicesOf(account: number, lines: number): string {
  let text = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
  for (let i = 0; i < lines; i++) {
    text += `E${account},${10_000_000 + i},${dayOf(i, lines)},B${i % 97},100.00,13.00,113.00,有效发票\n`;
  }
  return text;
}

function dayOf(i: number, lines: number): string {
  return new Date(Date.UTC(2023, 0, 1) + Math.floor((i * 700) / lines) * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

function yuan(fen: number): string {
  const sign = fen < 0 ? "-" : "";
  const digits = String(Math.abs(fen)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

if (process.argv[1] === import.meta.filename) {
  const measured = await benchStatements(Number(process.argv[2] ?? 1_000_000));
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}\n`);
  for (const [what, { importMs, cpuMs, peakMb }] of Object.entries(measured)) {
    const [wall, cpu] = [importMs, cpuMs].map((ms) => (ms / 1000).toFixed(2));
    process.stdout.write(`${what}: import ${wall} s, ${cpu} s CPU, peak ${peakMb} MB\n`);
  }
}
