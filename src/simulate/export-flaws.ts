import { type Random, createRandom } from "#kernel";
import { type Direction, type SimulatedInvoice, exportedYuan, invoiceLine } from "./invoice.ts";

/** What is wrong with one simulated file, so that an import can be checked against it. */
export interface FileFlaws {
  /** Rows equal to an earlier one after trimming and padding. */
  readonly duplicates: number;
  /** Rows that cannot be read. */
  readonly unreadable: number;
  readonly amountsDoNotAddUp: number;
  readonly numberReused: number;
}

export const noFlaws: FileFlaws = { duplicates: 0, unreadable: 0, amountsDoNotAddUp: 0, numberReused: 0 };

/** How often an enterprise's export repeats a block, or carries one wrong row of some sort. */
const repeatedBlockRate = 0.08;
const wrongRowRate = 0.05;

/**
 * The lines of one enterprise as its tax software exported them, with the flaws of real exports: statuses with a
 * leading space, repeated blocks, numbers that lost or kept their leading zeros, sums that do not add up, numbers
 * used twice, and rows that are no invoice.
 */
export function exportLines(
  code: string,
  invoices: readonly SimulatedInvoice[],
  options: { readonly seed: string; readonly direction: Direction; readonly dayTexts: readonly string[] },
): { readonly lines: string[]; readonly flaws: FileFlaws } {
  const random = createRandom(`${options.seed}/flaws/${options.direction}/${code}`);
  const write = (invoice: SimulatedInvoice): string =>
    invoiceLine(code, options.dayTexts[invoice.day] ?? "", invoice);
  const lines = invoices.map((invoice) => withLooseStatus(random, write(invoice)));
  if (invoices.length < 20) return { lines, flaws: noFlaws };
  const duplicates = random.next() < repeatedBlockRate ? repeatBlock(random, lines) : 0;
  if (random.next() >= wrongRowRate) return { lines, flaws: { ...noFlaws, duplicates } };
  const at = random.integer(invoices.length);
  const invoice = invoices[at] as SimulatedInvoice;
  const wrong = wrongLine(random, write(invoice), invoice);
  lines.push(wrong.line);
  return { lines, flaws: { ...noFlaws, duplicates, [wrong.flaw]: 1 } };
}

function withLooseStatus(random: Random, line: string): string {
  return random.next() < 0.002 ? line.replace(/,([^,]*)$/, ", $1") : line;
}

/** Repeats a block of rows after itself; in the copy the numbers have got their leading zeros back. */
function repeatBlock(random: Random, lines: string[]): number {
  const length = Math.min(lines.length, 8 + random.integer(30));
  const from = random.integer(lines.length - length + 1);
  const copies = lines
    .slice(from, from + length)
    .map((line) =>
      line.replace(
        /^([^,]*),(\d+)/,
        (_, code: string, number: string) => `${code},${number.padStart(8, "0")}`,
      ),
    );
  lines.splice(from + length, 0, ...copies);
  return length;
}

function wrongLine(
  random: Random,
  line: string,
  invoice: SimulatedInvoice,
): { line: string; flaw: Exclude<keyof FileFlaws, "duplicates"> } {
  const fields = line.split(",");
  const replace = (index: number, text: string): string => fields.with(index, text).join(",");
  switch (random.integer(6)) {
    case 0:
      return { line: replace(2, "2026/2/30"), flaw: "unreadable" };
    case 1:
      return { line: replace(4, "#REF!"), flaw: "unreadable" };
    case 2:
      return { line: fields.slice(0, 5).join(","), flaw: "unreadable" };
    case 3:
      return { line: replace(7, "未知状态"), flaw: "unreadable" };
    case 4: {
      // A number of its own, so that only the sum is wrong.
      const other = fields.with(1, String(99_900_000 + random.integer(99_999)));
      return {
        line: other.with(6, exportedYuan(invoice.netFen + invoice.taxFen + 100)).join(","),
        flaw: "amountsDoNotAddUp",
      };
    }
    default:
      return { line: replace(3, "Q99999"), flaw: "numberReused" };
  }
}
