import { type BalanceCheck, type BalanceLine, checkBalances } from "./check-balances.ts";
import { type Rows, setInt64, TextColumn } from "./columns.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Layout } from "./layout.ts";
import { parseFen, plainNumber } from "./parse-number.ts";
import type { ParsedStatements } from "./parsed.ts";
import { type BatchNotes, RowCursor } from "./row-cursor.ts";
import type { StatementMapping } from "./statement-mapping.ts";
import { createLineReader, type StatementLine } from "./statement-line.ts";
import { titleValue } from "./table-title.ts";

/**
 * Parses a batch of bank statement lines and checks their running balance. A row with any wrong field goes into
 * quarantine as a whole; a statement without balances is read, and says nothing about itself.
 */
export function parseStatements(
  layout: Layout,
  mapping: StatementMapping,
  rows: Rows,
  notes: BatchNotes,
): ParsedStatements {
  const cursor = new RowCursor(layout, rows, notes);
  const readLine = createLineReader(layout, mapping, cursor);
  const target = createTarget(rows.ends.length);
  const prints = new Repeats();
  const checked = new Map<string, BalanceLine[]>();
  const accounts = new Map<string, number>();
  const fingerprints = new Uint32Array(2 * rows.ends.length);
  let count = 0;
  while (cursor.next()) {
    const line = readLine();
    if (line === null || cursor.isRejected) continue;
    const account = accounts.get(line.account) ?? accounts.size;
    accounts.set(line.account, account);
    prints.finish(line, fingerprints, count);
    append(target, line, cursor.ordinal, account, count);
    const lines = checked.get(line.account) ?? [];
    lines.push(balanceLineOf(line, cursor.ordinal));
    checked.set(line.account, lines);
    count++;
  }
  const unknown = new Set(cursor.problems.map(({ ordinal }) => ordinal));
  const isOne = checked.size === 1;
  const stated = {
    statedOpeningFen: isOne ? statedFen(layout, mapping.opening) : null,
    statedClosingFen: isOne ? statedFen(layout, mapping.closing) : null,
  };
  const checks = [...checked].map(([account, lines]) => checkBalances(account, lines, unknown, stated));
  const finished = finish(target, count);
  return {
    kind: "statements",
    ...finished,
    ...markLines(finished.ordinals, checks),
    fingerprints: fingerprints.slice(0, 2 * count),
    accounts: [...accounts.keys()],
    checks,
    problems: cursor.problems,
  };
}

/** Bit of a line's flags: its balance does not follow from the line before. */
const balanceBreaks = 1;

/** Flags of the lines, and their order in time: banks list the newest line first or last. */
function markLines(ordinals: Uint32Array, checks: readonly BalanceCheck[]) {
  const broken = new Set(checks.flatMap((check) => check.broken));
  const isDescending = checks.some((check) => check.isDescending);
  const last = ordinals.length - 1;
  return {
    lineFlags: Uint8Array.from(ordinals, (ordinal) => (broken.has(ordinal) ? balanceBreaks : 0)),
    timeOrder: Uint32Array.from(ordinals, (_, i) => (isDescending ? last - i : i)),
  };
}

function balanceLineOf(line: StatementLine, ordinal: number): BalanceLine {
  const { postedDay: day, amountFen, balanceFen } = line;
  const digits = /(\d{1,18})$/.exec(line.serial)?.[1];
  return { ordinal, day, amountFen, balanceFen, serial: digits === undefined ? null : BigInt(digits) };
}

/** Fen of a balance in the title; null where it has none that is a number. */
function statedFen({ title }: Layout, labels: readonly string[]): number | null {
  const text = title === undefined ? null : titleValue(title, labels);
  if (text === null) return null;
  const digits = Buffer.from(plainNumber(text.replace(/元$/, "")), "latin1");
  const fen = parseFen(digits, 0, digits.length);
  return Number.isFinite(fen) ? fen : null;
}

function createTarget(rows: number) {
  return {
    ordinals: new Uint32Array(rows),
    accountIndexes: new Uint32Array(rows),
    postedDays: new Int32Array(rows),
    clocks: new Int32Array(rows),
    amountFen: new Int32Array(2 * rows),
    balanceFen: new Int32Array(2 * rows),
    hasBalance: new Uint8Array(rows),
    counterparties: new TextColumn(rows * 12),
    counterpartyAccounts: new TextColumn(rows * 12),
    counterpartyBanks: new TextColumn(rows * 4),
    summaries: new TextColumn(rows * 8),
    purposes: new TextColumn(rows * 8),
    serials: new TextColumn(rows * 8),
  };
}

type Target = ReturnType<typeof createTarget>;

function append(target: Target, line: StatementLine, ordinal: number, account: number, at: number): void {
  target.ordinals[at] = ordinal;
  target.accountIndexes[at] = account;
  target.postedDays[at] = line.postedDay;
  target.clocks[at] = line.clock;
  setInt64(target.amountFen, at, line.amountFen);
  setInt64(target.balanceFen, at, line.balanceFen ?? 0);
  target.hasBalance[at] = line.balanceFen === null ? 0 : 1;
  target.counterparties.appendText(line.counterparty);
  target.counterpartyAccounts.appendText(line.counterpartyAccount);
  target.counterpartyBanks.appendText(line.counterpartyBank);
  target.summaries.appendText(line.summary);
  target.purposes.appendText(line.purpose);
  target.serials.appendText(line.serial);
}

function finish(target: Target, count: number) {
  return {
    ordinals: target.ordinals.slice(0, count),
    accountIndexes: target.accountIndexes.slice(0, count),
    postedDays: target.postedDays.slice(0, count),
    clocks: target.clocks.slice(0, count),
    amountFen: target.amountFen.slice(0, 2 * count),
    balanceFen: target.balanceFen.slice(0, 2 * count),
    hasBalance: target.hasBalance.slice(0, count),
    counterparties: target.counterparties.take(),
    counterpartyAccounts: target.counterpartyAccounts.take(),
    counterpartyBanks: target.counterpartyBanks.take(),
    summaries: target.summaries.take(),
    purposes: target.purposes.take(),
    serials: target.serials.take(),
  };
}

/**
 * Fingerprints of lines. Two payments may be alike in every field, so the second of a batch is not the first again; in
 * the file of an overlapping period the first is the first and the second the second.
 */
class Repeats {
  readonly #print = new Fingerprint();
  readonly #seen = new Map<string, number>();

  finish(line: StatementLine, into: Uint32Array, index: number): void {
    const key = [
      line.account,
      line.postedDay,
      line.clock,
      line.amountFen,
      line.balanceFen ?? "",
      line.counterparty,
      line.counterpartyAccount,
      line.summary,
      line.serial,
    ].join("\u001f");
    const times = this.#seen.get(key) ?? 0;
    this.#seen.set(key, times + 1);
    const bytes = Buffer.from(key, "utf8");
    this.#print.start();
    this.#print.bytes(bytes, 0, bytes.length);
    this.#print.word(times);
    this.#print.finish(into, index);
  }
}
