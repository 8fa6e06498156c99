import { checkUnifiedSocialCreditCode, defineMessages } from "#kernel";
import {
  type BatchCounts,
  faultOfProblem,
  type FileSummary,
  type QuarantinedRow,
  type StatementBreak,
  type StatementCheck,
} from "#collect";
import type { InputFile } from "#report";
import { ignored } from "./import-entry.ts";

/** What is counted of a file while it is imported. */
export interface FileTally {
  readonly file: string;
  readonly quarantinedRows: QuarantinedRow[];
  /** Unified social credit codes in the file whose check digit is wrong. */
  readonly doubtfulCodes: Set<string>;
  counts: BatchCounts;
  /** Invoices that a red one took back, and the red ones among them. */
  redFlushed: number;
  /** Rows that were corrected later than they were read. */
  summary: FileSummary | null;
}

const sentences = defineMessages({
  LINES_MERGED: {
    zh: "{rows} 行明细合并为 {invoices} 张发票。",
    en: "{rows} rows are the lines of {invoices} invoices.",
  },
  RED_FLUSHED: {
    zh: "{invoices} 张发票已被红冲：保留原票，由红字发票（负数）冲抵；不按作废处理，收入也不重复计算。",
    en: "{invoices} invoices were red-flushed: they stay, and the red invoices (negative amounts) net them out; they are not void, and no income counts twice.",
  },
  ALREADY_RECEIVED: {
    zh: "{rows} 行此前已经收到，内容完全相同，没有重复计入。",
    en: "{rows} rows were received before with the same content and are not counted twice.",
  },
  CREDIT_CODE_DOUBTFUL: {
    zh: "统一社会信用代码 {code} 的校验位应为 {expected}，实为 {found}；未因此拒收，请核对。",
    en: "The unified social credit code {code} should have the check digit {expected}, not {found}; it was taken, check it.",
  },
});

const breaks = defineMessages({
  balanceEdited: {
    zh: "第 {row} 行的余额应为 {expected}，实为 {found}；前后各行都能衔接，余额像被改过。",
    en: "The balance in row {row} should be {expected}, found {found}; the rows around it agree, so the balance looks edited.",
  },
  amountEdited: {
    zh: "第 {row} 行的金额应为 {expected}，实为 {found}，余额才能衔接；金额像被改过。",
    en: "The amount in row {row} should be {expected} for the balances to agree, found {found}; the amount looks edited.",
  },
  rowDeleted: {
    zh: "第 {row} 行之前少了一笔：余额应为 {expected}，实为 {found}；像有一行被删掉。",
    en: "A movement is missing before row {row}: its balance should be {expected}, found {found}; a row looks deleted.",
  },
  rowInserted: {
    zh: "第 {row} 行像是插入的：去掉它余额就能衔接（应为 {expected}，实为 {found}）。",
    en: "Row {row} looks inserted: without it the balances agree (expected {expected}, found {found}).",
  },
  openingDiffers: {
    zh: "首笔之前的余额应为表头所写的 {expected}，按第 {row} 行推算是 {found}。",
    en: "The balance before the first movement should be {expected} as the title says; by row {row} it is {found}.",
  },
  closingDiffers: {
    zh: "末笔之后的余额应为表头所写的 {expected}，第 {row} 行是 {found}。",
    en: "The balance after the last movement should be {expected} as the title says; row {row} has {found}.",
  },
  unexplained: {
    zh: "第 {row} 行的余额与前一笔不衔接：应为 {expected}，实为 {found}。",
    en: "The balance in row {row} does not follow from the row before: expected {expected}, found {found}.",
  },
});

const mostDoubtfulCodes = 5;

/** What became of one file, for the report. @param checks  of all statements of the data set */
export function describeFile(tally: FileTally, checks: readonly StatementCheck[]): InputFile {
  const { file, counts, summary, quarantinedRows } = tally;
  const { read, stored, duplicates, quarantined, amountsDoNotAddUp, numberReused } = counts;
  const problem = summary?.problem ?? null;
  const fault = problem === null ? null : faultOfProblem(problem);
  const isStatement = summary?.layout?.kind === "statements";
  const own = isStatement ? checks.filter((check) => isOfFile(check.file, file)) : [];
  const notes = notesOf(tally);
  return {
    file,
    layout: summary?.layout?.id ?? ignored,
    read,
    stored,
    duplicates,
    quarantined,
    flagged: { amountsDoNotAddUp, numberReused },
    problem: fault && { code: fault.code, zh: fault.sentence("zh"), en: fault.sentence("en") },
    quarantinedRows,
    ...(own.length === 0 ? {} : { statements: own.map(describeCheck) }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function isOfFile(name: string, file: string): boolean {
  return name === file || name.startsWith(`${file}/`);
}

function notesOf(tally: FileTally): NonNullable<InputFile["notes"]> {
  const { counts, summary, doubtfulCodes } = tally;
  const { stored, duplicates, mergedLines } = counts;
  const notes: { code: string; zh: string; en: string }[] = [];
  const add = (
    code: keyof typeof sentences.messages,
    parameters: Readonly<Record<string, string | number>>,
  ): void => {
    notes.push({ code, ...sentences.both(code, parameters) });
  };
  if (mergedLines > 0) add("LINES_MERGED", { rows: stored, invoices: stored - mergedLines });
  if (tally.redFlushed > 0) add("RED_FLUSHED", { invoices: tally.redFlushed });
  const isNew = summary?.layout?.id.startsWith("invoices-") !== true;
  if (duplicates > 0 && isNew) add("ALREADY_RECEIVED", { rows: duplicates });
  for (const code of [...doubtfulCodes].slice(0, mostDoubtfulCodes)) {
    const check = checkUnifiedSocialCreditCode(code);
    if (check.kind === "warning")
      add("CREDIT_CODE_DOUBTFUL", { code, expected: check.expected, found: check.found });
  }
  return notes;
}

function describeCheck(check: StatementCheck): NonNullable<InputFile["statements"]>[number] {
  const { account, lines, steps, verdict, firstDay, lastDay, joinsPrevious } = check;
  return {
    account,
    lines,
    steps,
    breaks: check.breaks,
    verdict,
    firstBreak: check.firstBreak === null ? null : describeBreak(check.firstBreak),
    openingFen: check.openingFen === null ? null : String(check.openingFen),
    closingFen: check.closingFen === null ? null : String(check.closingFen),
    firstDay,
    lastDay,
    joinsPrevious,
  };
}

function describeBreak(found: StatementBreak) {
  const { kind, isCertain, row, expectedFen, foundFen } = found;
  const figures = { row, expected: yuan(expectedFen), found: yuan(foundFen) };
  const fen = { expectedFen: String(expectedFen), foundFen: String(foundFen) };
  return { kind, isCertain, row, ...fen, ...breaks.both(kind, figures) };
}

/** Yuan with two decimals, for a sentence. */
function yuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
