import { dayNumberOf, firstDayOf } from "#kernel";
import type { LoanEvent, PaymentRow, Sighted } from "#operations";
import type { Scene } from "../scene.ts";

/** A loan that a scheme brings with it. */
export interface AddedLoan {
  readonly loan: string;
  readonly bank: string;
  readonly onDay: number;
  readonly amountFen: bigint;
  readonly orderNumber: string;
  /** Agreed, and who was paid. */
  readonly payee: string;
  readonly paidTo: string;
}

const tenorDays = 360;

/** Numbers of loans that come after those there are, as their banks would give them. */
export function loanNumbers({ rows, truth }: Scene): () => string {
  let row = new Set(rows.loans.map(({ loan }) => loan)).size;
  return () => `L${truth.code}-${++row}-1`;
}

/**
 * The life of an added loan as its bank tells it: granted, paid out, and repaid at its end unless the enterprise has
 * failed by then.
 */
export function lifeOf({ truth, lastDay, deliveryOf }: Scene, added: AddedLoan): Sighted<LoanEvent>[] {
  const { loan, bank, amountFen, orderNumber, payee, paidTo, onDay } = added;
  const failedOn =
    truth.default_month === null ? Number.POSITIVE_INFINITY : dayNumberOf(firstDayOf(truth.default_month));
  const common = { loan, bank, amountFen, daysPastDue: 0, orderNumber: "", payee: "" };
  const dueOn = onDay + tenorDays;
  const end: LoanEvent[] =
    failedOn < dueOn
      ? failedOn <= onDay
        ? []
        : [{ ...common, onDay: failedOn, kind: "defaulted", daysPastDue: 91 }]
      : [
          { ...common, onDay: dueOn, kind: "repaid" },
          { ...common, onDay: dueOn, kind: "settled", amountFen: 0n },
        ];
  const events: LoanEvent[] = [
    { ...common, onDay, kind: "granted", orderNumber, payee },
    { ...common, onDay: onDay + 1, kind: "paidOut", orderNumber, payee: paidTo },
    ...end,
  ];
  return events
    .filter((event) => event.onDay <= lastDay)
    .map((event) => ({ ...event, platformIndex: deliveryOf(event.onDay) }));
}

/** What the statement shows of a loan: money in, and out at its end; entrusted payment goes out again at once. */
export function moneyOf(
  events: readonly LoanEvent[],
  added: AddedLoan,
): Omit<PaymentRow, "account" | "balanceFen">[] {
  return events.flatMap(({ kind, onDay, amountFen }) => {
    const line = { onDay, counterparty: added.bank, reference: added.loan };
    if (kind === "paidOut") {
      return [
        { ...line, amountFen, purpose: "贷款发放" },
        { ...line, counterparty: added.paidTo, amountFen: -amountFen, purpose: "货款（受托支付）" },
      ];
    }
    return kind === "repaid" ? [{ ...line, amountFen: -amountFen, purpose: "归还贷款本息" }] : [];
  });
}
