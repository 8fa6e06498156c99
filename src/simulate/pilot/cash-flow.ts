import {
  type BusinessDay,
  type Random,
  addDays,
  createRandom,
  isWorkingDay,
  multiplyByRate,
  nextWorkingDayFrom,
} from "#kernel";
import type { SimulatedInvoice } from "../invoice.ts";
import { ramp, strainOf } from "../misfortune.ts";
import type { WorkingRhythm } from "../working-rhythm.ts";
import type { PilotEnterprise } from "./pilot-plan.ts";
import { type LoanPayment, paymentsOf } from "./loan-payments.ts";

/** A movement on the enterprise's account before it has a running balance; fen, money in is positive. */
export interface CashMovement {
  readonly day: BusinessDay;
  readonly amountFen: number;
  readonly counterparty: string;
  readonly summary: string;
}

/** Everything that passes over the account, in the order of days. */
export function cashMovementsOf(
  enterprise: PilotEnterprise,
  trade: {
    readonly seed: string;
    readonly rhythm: WorkingRhythm;
    readonly sales: readonly SimulatedInvoice[];
    readonly purchases: readonly SimulatedInvoice[];
  },
): CashMovement[] {
  const { rhythm } = trade;
  const random = createRandom(`${trade.seed}/cash/${enterprise.plan.code}`);
  const lastDay = rhythm.days[rhythm.days.length - 1] ?? "";
  const movements = [
    ...receipts(random, enterprise, trade),
    ...payments(random, enterprise, trade),
    ...monthlyDuties(random, enterprise, rhythm),
    ...loanMovements(enterprise, lastDay),
  ];
  return movements
    .filter(({ day }) => day <= lastDay && day >= (rhythm.days[0] ?? ""))
    .sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
}

/** How customers pay later, and some not at all, when a misfortune is about receivables. */
function collectionOf(
  enterprise: PilotEnterprise,
  month: number,
): { readonly extraDays: number; readonly share: number } {
  const { misfortune } = enterprise.plan;
  if (misfortune === null) return { extraDays: 0, share: 0.985 };
  const since = month - misfortune.month;
  const depth = ramp(since, -8, -2);
  switch (misfortune.kind) {
    case "customerDefault":
      return { extraDays: 45 * depth, share: 0.985 - 0.5 * depth };
    case "orderCollapse":
    case "inventory":
    case "overExpansion":
      return { extraDays: 25 * depth, share: 0.985 - 0.15 * depth };
    case "entryFraud":
      // Invoices to friends are never paid.
      return { extraDays: 10 * depth, share: 0.985 - 0.55 * depth };
    case "recoveredShock":
      return { extraDays: 18 * (depth - ramp(since, -2, 2)), share: 0.985 };
    default:
      return { extraDays: 5 * depth, share: 0.985 };
  }
}

type Trade = Parameters<typeof cashMovementsOf>[1];

/** Reversals are not paid, and neither is what they reverse: the export names no link, so amounts are matched. */
function receipts(random: Random, enterprise: PilotEnterprise, { rhythm, sales }: Trade): CashMovement[] {
  const valid = sales.filter(({ isVoid }) => !isVoid);
  const reversed = new Set(valid.filter(({ netFen }) => netFen < 0).map(keyOfReversed));
  return valid
    .filter((invoice) => invoice.netFen > 0 && !reversed.has(keyOf(invoice)))
    .flatMap((invoice) => {
      const month = rhythm.monthOfDay[invoice.day] ?? 0;
      const { extraDays, share } = collectionOf(enterprise, month);
      const delay = Math.max(2, Math.round(enterprise.termDays + extraDays + 12 * random.normal()));
      if (random.next() > share) return [];
      const day = nextWorkingDayFrom(addDays(rhythm.days[invoice.day] ?? "", delay));
      const amountFen = invoice.netFen + invoice.taxFen;
      return [{ day, amountFen, counterparty: partnerName(invoice.counterparty), summary: "货款" }];
    });
}

function payments(random: Random, enterprise: PilotEnterprise, { rhythm, purchases }: Trade): CashMovement[] {
  return purchases
    .filter(({ isVoid, netFen }) => !isVoid && netFen > 0)
    .map((invoice) => {
      const month = rhythm.monthOfDay[invoice.day] ?? 0;
      const { extraDays } = collectionOf(enterprise, month);
      const delay = Math.max(
        1,
        Math.round(enterprise.termDays * 0.7 + 0.8 * extraDays + 9 * random.normal()),
      );
      return {
        day: nextWorkingDayFrom(addDays(rhythm.days[invoice.day] ?? "", delay)),
        amountFen: -(invoice.netFen + invoice.taxFen),
        counterparty: partnerName(invoice.counterparty),
        summary: "材料款",
      };
    });
}

const monthlyWageFen = 480_000;

/** Wages on the 10th, taxes on the 15th, electricity on the 20th; the days roll to working days. */
function monthlyDuties(random: Random, enterprise: PilotEnterprise, rhythm: WorkingRhythm): CashMovement[] {
  const { plan } = enterprise;
  const staff = Math.min(
    enterprise.employees,
    Math.max(4, Math.round(Number(enterprise.annualRevenueFen) / 100 / 900_000)),
  );
  return rhythm.days.flatMap((day, index) => {
    const month = rhythm.monthOfDay[index] ?? 0;
    if (month < plan.firstMonth) return [];
    const { salesFactor } = strainOf(plan.misfortune, month);
    const spend = (amountFen: number, counterparty: string, summary: string): CashMovement => ({
      day: nextWorkingDayFrom(day),
      amountFen: -Math.round(amountFen * (0.96 + 0.08 * random.next())),
      counterparty,
      summary,
    });
    const sold = (Number(enterprise.annualRevenueFen) / 12) * salesFactor;
    switch (rhythm.dayOfMonth[index]) {
      case 10:
        return [spend(staff * monthlyWageFen * (0.6 + 0.4 * salesFactor), "代发工资", "代发工资")];
      case 15:
        return [spend(sold * 0.022, "国家金库模拟市支库", "税费")];
      case 20:
        return [spend(sold * 0.025, "模拟市供电公司", "电费")];
      default:
        return [];
    }
  });
}

function loanMovements({ loan }: PilotEnterprise, lastDay: BusinessDay): CashMovement[] {
  if (loan === null) return [];
  const counterparty = "模拟银行";
  const drawn = {
    day: loan.drawnOn,
    amountFen: Number(loan.principalFen),
    counterparty,
    summary: "贷款发放",
  };
  const paid = paymentsOf(loan, lastDay).map((payment: LoanPayment) => ({
    day: payment.paidOn,
    amountFen: -Number(payment.principalFen + payment.interestFen),
    counterparty,
    summary: payment.principalFen === 0n ? "贷款付息" : "贷款还本付息",
  }));
  return [drawn, ...paid];
}

/** The share of the owner's money that comes when the account would fall below this. */
export function withOwnersMoney(
  movements: readonly CashMovement[],
  account: { readonly openingFen: number; readonly floorFen: number; readonly owner: string },
): CashMovement[] {
  let balance = account.openingFen;
  const written: CashMovement[] = [];
  for (const movement of movements) {
    if (balance + movement.amountFen < account.floorFen) {
      const need = account.floorFen - balance - movement.amountFen;
      const amountFen = Math.ceil(need / 5_000_000) * 5_000_000;
      written.push({ day: movement.day, amountFen, counterparty: account.owner, summary: "股东借款" });
      balance += amountFen;
    } else if (balance > account.openingFen * 6 && isWorkingDay(movement.day)) {
      const amountFen = -Number(multiplyByRate(BigInt(balance), 500_000, "halfUp"));
      written.push({ day: movement.day, amountFen, counterparty: account.owner, summary: "归还股东借款" });
      balance += amountFen;
    }
    written.push(movement);
    balance += movement.amountFen;
  }
  return written;
}

function keyOf({ counterparty, netFen }: SimulatedInvoice): string {
  return `${counterparty}/${netFen}`;
}

function keyOfReversed({ counterparty, netFen }: SimulatedInvoice): string {
  return `${counterparty}/${-netFen}`;
}

function partnerName(code: string): string {
  return `模拟往来单位${code}`;
}
