import type { PaymentRow } from "./rows.ts";

/**
 * What a line of a bank statement is for, by the words that Chinese banks and payers write. Sources of regular
 * expressions, so that a query in a store reads a statement as we do.
 */
export const statementWords = {
  /** Money in that no customer pays: loans, refunds, transfers between one's own accounts, interest. */
  notReceipt: "贷款发放|放款|借款|同名|转存|内部转|往来款|退款|退汇|冲正|利息|结息",
  payroll: "工资|代发|薪",
  tax: "税|国库|社保|公积金",
  utility: "电费|供电|水费|燃气|水电",
} as const;

const patterns = {
  notReceipt: new RegExp(statementWords.notReceipt),
  payroll: new RegExp(statementWords.payroll),
  tax: new RegExp(statementWords.tax),
  utility: new RegExp(statementWords.utility),
};

export type PaymentKind = "receipt" | "otherIn" | "payroll" | "tax" | "utility" | "otherOut";

/** What a payment is, the first that fits. */
export function paymentKindOf({ amountFen, purpose, counterparty }: PaymentRow): PaymentKind {
  if (amountFen > 0n) return patterns.notReceipt.test(purpose) ? "otherIn" : "receipt";
  if (patterns.payroll.test(purpose)) return "payroll";
  const words = purpose + counterparty;
  if (patterns.tax.test(words)) return "tax";
  return patterns.utility.test(words) ? "utility" : "otherOut";
}
