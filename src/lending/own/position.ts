import { type BusinessDay, daysBetween, type Fen, type FenDays, interestOn } from "#kernel";
import { dayBaseOf, scheduleOf } from "./schedule.ts";
import type { Instalment, LoanTerms } from "./terms.ts";

/** An instalment and how far it is paid; its interest is what accrued, which equals the schedule's once due. */
export interface InstalmentPosition extends Instalment {
  /** Principal of the period times the days that have passed in it. */
  readonly fenDays: FenDays;
  readonly accruedFen: Fen;
  readonly paidPrincipalFen: Fen;
  readonly paidInterestFen: Fen;
}

/** Interest for being late, summed without rounding; 罚息 on principal, 复利 on interest. */
export interface LateInterest {
  readonly fenDays: FenDays;
  readonly accruedFen: Fen;
  readonly paidFen: Fen;
}

/**
 * Where an own loan stands at the end of a day: totals since the draw-down, so that the day's postings are the
 * difference of two positions. Amounts in fen, never negative.
 */
export interface LoanPosition {
  readonly asOf: BusinessDay;
  /** Principal outstanding (本金余额), overdue parts included. */
  readonly balanceFen: Fen;
  readonly instalments: readonly InstalmentPosition[];
  /** Grows by one when a part is repaid early and the rest is scheduled anew; earlier versions are kept. */
  readonly scheduleVersion: number;
  readonly penalty: LateInterest;
  readonly compound: LateInterest;
  readonly feesChargedFen: Fen;
  readonly feesPaidFen: Fen;
  readonly disbursedFen: Fen;
  readonly principalPaidFen: Fen;
  /** Interest received in cash: contract interest, penalty and compound interest together. */
  readonly interestPaidFen: Fen;
  readonly writtenOffFen: Fen;
  /** Received after the write-off (核销后收回). */
  readonly recoveredFen: Fen;
  /** Received and not needed yet; it pays what falls due next. */
  readonly unallocatedFen: Fen;
  /** Interest is kept off the balance sheet (非应计). */
  readonly isNonAccrual: boolean;
  readonly daysPastDue: number;
  readonly state: "active" | "overdue" | "settled" | "writtenOff";
}

/** What is due and unpaid, by part. */
export interface Claims {
  readonly fee: Fen;
  readonly penalty: Fen;
  readonly interest: Fen;
  readonly principal: Fen;
}

/** The position at the end of the day of the draw-down. */
export function openPosition(terms: LoanTerms): LoanPosition {
  const nothing: LateInterest = { fenDays: 0n, accruedFen: 0n, paidFen: 0n };
  return {
    asOf: terms.drawnOn,
    balanceFen: terms.principalFen,
    instalments: scheduleOf(terms).map((instalment) => ({ ...instalment, ...unpaid })),
    scheduleVersion: 1,
    penalty: nothing,
    compound: nothing,
    feesChargedFen: 0n,
    feesPaidFen: 0n,
    disbursedFen: terms.principalFen,
    principalPaidFen: 0n,
    interestPaidFen: 0n,
    writtenOffFen: 0n,
    recoveredFen: 0n,
    unallocatedFen: 0n,
    isNonAccrual: false,
    daysPastDue: 0,
    state: "active",
  };
}

export const unpaid = { fenDays: 0n, accruedFen: 0n, paidPrincipalFen: 0n, paidInterestFen: 0n } as const;

/**
 * The interest of the night that ends on `day`: contract interest on what is not due, penalty on overdue principal,
 * compound interest on overdue interest. Each is round(cumulative) − already accrued, so the days sum to the schedule.
 */
export function accrueNight(position: LoanPosition, terms: LoanTerms, day: BusinessDay): LoanPosition {
  if (position.state === "settled" || position.state === "writtenOff") return { ...position, asOf: day };
  const overdue = position.instalments.filter(({ dueOn }) => dueOn < day);
  const penalty = accrueLate(position.penalty, sumOf(overdue, unpaidPrincipalOf), terms);
  const compoundBase = terms.compounds ? sumOf(overdue, unpaidInterestOf) : 0n;
  const compound = accrueLate(position.compound, compoundBase, terms);
  const current = position.instalments.find(({ fromOn, toOn }) => fromOn < day && day <= toOn);
  const base = sumOf(
    position.instalments.filter(({ ordinal }) => current !== undefined && ordinal >= current.ordinal),
    unpaidPrincipalOf,
  );
  const instalments = position.instalments.map((instalment) => {
    if (instalment !== current) return instalment;
    const fenDays = instalment.fenDays + base;
    const dayBase = dayBaseOf(terms, instalment);
    return {
      ...instalment,
      fenDays,
      accruedFen: interestOn(fenDays, { annualRatePpm: terms.annualRatePpm, dayBase }),
    };
  });
  return { ...position, asOf: day, instalments, penalty, compound };
}

/** What must be paid at the end of `day`. */
export function claimsOf(position: LoanPosition, day: BusinessDay): Claims {
  const due = position.instalments.filter(({ dueOn }) => dueOn <= day);
  const { penalty, compound } = position;
  return {
    fee: position.feesChargedFen - position.feesPaidFen,
    penalty: penalty.accruedFen - penalty.paidFen + compound.accruedFen - compound.paidFen,
    interest: sumOf(due, unpaidInterestOf),
    principal: sumOf(due, unpaidPrincipalOf),
  };
}

/** All interest that accrued and is not paid, due or not. */
export function unpaidInterestIn(position: LoanPosition): Fen {
  const { penalty, compound } = position;
  return (
    sumOf(position.instalments, unpaidInterestOf) +
    (penalty.accruedFen - penalty.paidFen) +
    (compound.accruedFen - compound.paidFen)
  );
}

/** Contract interest that accrued and is not due yet. */
export function accruedOf(position: LoanPosition): Fen {
  return sumOf(
    position.instalments.filter(({ dueOn }) => dueOn > position.asOf),
    unpaidInterestOf,
  );
}

/** What settles the loan on the day: every claim, the interest of the running period, the whole balance. */
export function payoffOf(position: LoanPosition): Fen {
  const fees = position.feesChargedFen - position.feesPaidFen;
  return fees + unpaidInterestIn(position) + position.balanceFen;
}

/** Days past due (逾期天数) at the end of `day`: since the oldest due day with anything unpaid. */
export function daysPastDueOf(instalments: readonly InstalmentPosition[], day: BusinessDay): number {
  const oldest = instalments.find(
    (instalment) =>
      instalment.dueOn <= day && unpaidPrincipalOf(instalment) + unpaidInterestOf(instalment) > 0n,
  );
  return oldest === undefined ? 0 : daysBetween(oldest.dueOn, day);
}

export function unpaidPrincipalOf(instalment: InstalmentPosition): Fen {
  return instalment.principalFen - instalment.paidPrincipalFen;
}

export function unpaidInterestOf(instalment: InstalmentPosition): Fen {
  return instalment.accruedFen - instalment.paidInterestFen;
}

export function sumOf<T>(items: readonly T[], amountOf: (item: T) => Fen): Fen {
  return items.reduce((sum, item) => sum + amountOf(item), 0n);
}

function accrueLate(late: LateInterest, baseFen: Fen, terms: LoanTerms): LateInterest {
  if (baseFen === 0n) return late;
  const fenDays = late.fenDays + baseFen;
  const { annualRatePpm, penaltyFactorPpm: factorPpm } = terms;
  return { ...late, fenDays, accruedFen: interestOn(fenDays, { annualRatePpm, dayBase: 360, factorPpm }) };
}
