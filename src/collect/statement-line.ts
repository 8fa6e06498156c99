import type { Layout } from "./layout.ts";
import { readAmount, readDayOf, readName } from "./read-field.ts";
import { indexOfAny } from "./resolve-columns.ts";
import type { RowCursor } from "./row-cursor.ts";
import type { StatementMapping } from "./statement-mapping.ts";
import { titleValue } from "./table-title.ts";

/** One movement on an account. */
export interface StatementLine {
  readonly account: string;
  /** Days since 1970-01-01. */
  readonly postedDay: number;
  /** Seconds since midnight; -1 where unknown. */
  readonly clock: number;
  readonly amountFen: number;
  readonly balanceFen: number | null;
  readonly counterparty: string;
  readonly counterpartyAccount: string;
  readonly counterpartyBank: string;
  readonly summary: string;
  readonly purpose: string;
  readonly serial: string;
}

type EachWay = StatementMapping["counterparty"]["name"];
const longestText = 200;

/** Reads the cursor's row as a statement line; null, and the row rejected, when it is none. */
export function createLineReader(
  layout: Layout,
  mapping: StatementMapping,
  cursor: RowCursor,
): () => StatementLine | null {
  const at = (names: readonly string[] | undefined): number => indexOfAny(layout.columns, names);
  const text = (index: number): string | null => readName(cursor, index, longestText);
  const account = createAccountReader(layout, mapping, cursor);
  const amount = createAmountReader(layout, mapping, cursor);
  const day = at(mapping.time.column);
  const clock = at(mapping.time.clock);
  const balance = at(mapping.balance);
  const { counterparty } = mapping;
  const parties = [counterparty.name, counterparty.account, counterparty.bank].map((names) =>
    eachWay(names, at),
  );
  const others = [mapping.summary, mapping.purpose, mapping.serial].map(at);
  return () => {
    if (isTotal(cursor, layout.columns.length)) return null;
    const posted = readDayOf(cursor, day);
    if (posted === null) return null;
    const amountFen = amount();
    if (amountFen === null) return null;
    const balanceFen = balance < 0 ? undefined : readAmount(cursor, balance);
    if (balanceFen === null) return null;
    const texts = [...parties.map((party) => (amountFen >= 0 ? party.in : party.out)), ...others].map(text);
    const ownAccount = account();
    if (ownAccount === null || texts.includes(null)) return null;
    const [name, otherAccount, bank, summary, purpose, serial] = texts as string[];
    const time = cursor.text(clock < 0 || clock === day ? day : clock);
    if (time === null) return null;
    return {
      account: ownAccount,
      postedDay: posted,
      clock: clockOf(time),
      amountFen,
      balanceFen: balanceFen === undefined || balanceFen === "empty" ? null : balanceFen,
      counterparty: name ?? "",
      counterpartyAccount: otherAccount ?? "",
      counterpartyBank: bank ?? "",
      summary: summary ?? "",
      purpose: purpose ?? "",
      serial: serial ?? "",
    };
  };
}

const totalWords = /^(合计|总计|小计|本页合计|累计|借方合计|贷方合计|收入合计|支出合计)/;

/** Banks put totals under their tables: no movement, but a row of the file that must be counted. */
function isTotal(cursor: RowCursor, columns: number): boolean {
  for (let i = 0; i < columns; i++) {
    const field = cursor.fields.field(i);
    if (field.length === 0) continue;
    // The first field that is not empty decides; a word of Chinese begins above ASCII in every encoding.
    if ((field[0] as number) < 0x80) return false;
    const text = cursor.text(i);
    if (text === null) return true;
    if (!totalWords.test(text.normalize("NFKC"))) return false;
    cursor.reject(i, "ROW_TOTAL");
    return true;
  }
  return false;
}

function eachWay(
  names: EachWay,
  at: (names: readonly string[] | undefined) => number,
): { readonly in: number; readonly out: number } {
  if (names === undefined) return { in: -1, out: -1 };
  if ("in" in names) return { in: at(names.in), out: at(names.out) };
  return { in: at(names), out: at(names) };
}

/** The row's own account, else the title's, else the constant; a file without any has one unnamed account. */
function createAccountReader(
  layout: Layout,
  { account }: StatementMapping,
  cursor: RowCursor,
): () => string | null {
  const column = indexOfAny(layout.columns, account.column);
  const titled = layout.title === undefined ? null : titleValue(layout.title, account.title);
  const stated = (titled ?? account.constant ?? "").replace(/[^0-9A-Za-z*-]/g, "").slice(0, 64);
  return () => {
    const own = column < 0 ? "" : readName(cursor, column, 64);
    if (own === null) return null;
    return own === "" ? stated : own.replace(/\s/g, "");
  };
}

function createAmountReader(
  layout: Layout,
  { amount }: StatementMapping,
  cursor: RowCursor,
): () => number | null {
  const at = (names: readonly string[]): number => indexOfAny(layout.columns, names);
  const required = (column: number): number | null => {
    const fen = readAmount(cursor, column);
    if (fen !== "empty") return fen;
    cursor.rejectField(column, "AMOUNT_MALFORMED");
    return null;
  };
  if (amount.kind === "signed") {
    const column = at(amount.column);
    return () => required(column);
  }
  if (amount.kind === "flagged") {
    const [column, flag] = [at(amount.column), at(amount.flag)];
    return () => {
      const text = cursor.text(flag);
      if (text === null) return null;
      const way = amount.in.includes(text) ? 1 : amount.out.includes(text) ? -1 : 0;
      if (way === 0) cursor.rejectField(flag, "DIRECTION_UNKNOWN");
      const fen = way === 0 ? null : required(column);
      // A red entry takes a movement back and keeps its sign; an outgoing amount may be written with or without one.
      return fen === null ? null : way * (fen < 0 && way < 0 ? -fen : fen) + 0;
    };
  }
  const [moneyIn, moneyOut] = [at(amount.in), at(amount.out)];
  return () => {
    const received = readAmount(cursor, moneyIn);
    const paid = received === null ? null : readAmount(cursor, moneyOut);
    if (received === null || paid === null) return null;
    const [plus, minus] = [received === "empty" ? 0 : received, paid === "empty" ? 0 : paid];
    if (received === "empty" && paid === "empty") {
      cursor.reject(moneyIn, "AMOUNT_MISSING");
      return null;
    }
    if (plus !== 0 && minus !== 0) {
      cursor.reject(moneyIn, "AMOUNT_BOTH_WAYS");
      return null;
    }
    return minus === 0 ? plus : 0 - minus;
  };
}

/** Seconds since midnight of the time of day at the end of a text; -1 where there is none. */
function clockOf(text: string): number {
  const match =
    /(?:^|[ T日])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(text) ??
    /(?:^|\s)(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return -1;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : -1;
}
