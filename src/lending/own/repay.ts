import { type BusinessDay, daysBetween, type Fen, interestOn } from "#kernel";
import {
  claimsOf,
  type InstalmentPosition,
  type LateInterest,
  type LoanPosition,
  payoffOf,
  sumOf,
  unpaid,
  unpaidInterestOf,
  unpaidPrincipalOf,
} from "./position.ts";
import { dayBaseOf, payDown } from "./schedule.ts";
import type { AllocationPart, LoanTerms } from "./terms.ts";

/** What a payment is for: what is due; part of the principal early (提前部分还款); all of it early (提前结清). */
export type PaymentPurpose = "due" | "prepay" | "settle";

/** Pays with new money and with what was left of earlier payments; what is not needed stays unallocated. */
export function repay(
  position: LoanPosition,
  terms: LoanTerms,
  payment: {
    readonly amountFen: Fen;
    readonly purpose: PaymentPurpose;
    readonly day: BusinessDay;
    readonly order: readonly AllocationPart[];
  },
): LoanPosition {
  const { amountFen, purpose, day, order } = payment;
  if (position.state === "writtenOff") {
    return { ...position, recoveredFen: position.recoveredFen + amountFen };
  }
  const funded = { ...position, unallocatedFen: position.unallocatedFen + amountFen };
  if (purpose === "settle" && funded.unallocatedFen >= payoffOf(funded)) return settle(funded);
  const paid = payClaims(funded, day, order);
  return purpose === "due" ? paid : payPrincipalEarly(paid, terms, day);
}

/** Pays what is due from the unallocated money, part by part in the given order, the oldest instalment first. */
export function payClaims(
  position: LoanPosition,
  day: BusinessDay,
  order: readonly AllocationPart[],
): LoanPosition {
  let next = position;
  for (const part of order) {
    const amountFen = smaller(claimsOf(next, day)[part], next.unallocatedFen);
    if (amountFen > 0n) next = payPart(next, part, amountFen, day);
  }
  return next;
}

function payPart(
  position: LoanPosition,
  part: AllocationPart,
  amountFen: Fen,
  day: BusinessDay,
): LoanPosition {
  const unallocatedFen = position.unallocatedFen - amountFen;
  switch (part) {
    case "fee":
      return { ...position, unallocatedFen, feesPaidFen: position.feesPaidFen + amountFen };
    case "penalty": {
      const onPenalty = smaller(amountFen, position.penalty.accruedFen - position.penalty.paidFen);
      return {
        ...position,
        unallocatedFen,
        penalty: payLate(position.penalty, onPenalty),
        compound: payLate(position.compound, amountFen - onPenalty),
        interestPaidFen: position.interestPaidFen + amountFen,
      };
    }
    case "interest":
      return {
        ...position,
        unallocatedFen,
        instalments: spread(position.instalments, amountFen, (instalment, left) => {
          const paid = instalment.dueOn > day ? 0n : smaller(left, unpaidInterestOf(instalment));
          return [{ ...instalment, paidInterestFen: instalment.paidInterestFen + paid }, paid];
        }),
        interestPaidFen: position.interestPaidFen + amountFen,
      };
    case "principal":
      return {
        ...position,
        unallocatedFen,
        instalments: spread(position.instalments, amountFen, (instalment, left) => {
          const paid = instalment.dueOn > day ? 0n : smaller(left, unpaidPrincipalOf(instalment));
          return [{ ...instalment, paidPrincipalFen: instalment.paidPrincipalFen + paid }, paid];
        }),
        balanceFen: position.balanceFen - amountFen,
        principalPaidFen: position.principalPaidFen + amountFen,
      };
  }
}

/** The rest is scheduled anew over the same due days; interest to the day falls due with the running instalment. */
function payPrincipalEarly(position: LoanPosition, terms: LoanTerms, day: BusinessDay): LoanPosition {
  const coming = position.instalments.filter(({ dueOn }) => dueOn > day);
  const notDueFen = sumOf(coming, unpaidPrincipalOf);
  const amountFen = smaller(position.unallocatedFen, notDueFen);
  if (amountFen === 0n) return position;
  const leftFen = notDueFen - amountFen;
  const planned = payDown(terms, coming, leftFen);
  const renewed = coming.map((instalment, index): InstalmentPosition => {
    const plan = planned[index] ?? instalment;
    if (instalment.fromOn >= day) return { ...plan, ...unpaid };
    // In the running period the days so far bore interest on the former balance.
    const nights = Math.max(0, daysBetween(day, instalment.toOn));
    const baseFen = sumOf(planned.slice(index), ({ principalFen }) => principalFen);
    const { annualRatePpm } = terms;
    const dayBase = dayBaseOf(terms, instalment);
    const interestFen = interestOn(instalment.fenDays + baseFen * BigInt(nights), { annualRatePpm, dayBase });
    return { ...instalment, principalFen: plan.principalFen, interestFen };
  });
  return {
    ...position,
    instalments: [...position.instalments.filter(({ dueOn }) => dueOn <= day), ...renewed],
    scheduleVersion: position.scheduleVersion + 1,
    balanceFen: position.balanceFen - amountFen,
    principalPaidFen: position.principalPaidFen + amountFen,
    unallocatedFen: position.unallocatedFen - amountFen,
  };
}

function settle(position: LoanPosition): LoanPosition {
  const { penalty, compound } = position;
  const interestFen =
    payoffOf(position) - position.balanceFen - (position.feesChargedFen - position.feesPaidFen);
  return {
    ...position,
    unallocatedFen: position.unallocatedFen - payoffOf(position),
    feesPaidFen: position.feesChargedFen,
    penalty: payLate(penalty, penalty.accruedFen - penalty.paidFen),
    compound: payLate(compound, compound.accruedFen - compound.paidFen),
    instalments: position.instalments.map((instalment) => ({
      ...instalment,
      paidPrincipalFen: instalment.principalFen,
      paidInterestFen: instalment.accruedFen,
    })),
    interestPaidFen: position.interestPaidFen + interestFen,
    principalPaidFen: position.principalPaidFen + position.balanceFen,
    balanceFen: 0n,
  };
}

function payLate(late: LateInterest, amountFen: Fen): LateInterest {
  return { ...late, paidFen: late.paidFen + amountFen };
}

function spread(
  instalments: readonly InstalmentPosition[],
  amountFen: Fen,
  pay: (instalment: InstalmentPosition, left: Fen) => readonly [InstalmentPosition, Fen],
): readonly InstalmentPosition[] {
  let left = amountFen;
  return instalments.map((instalment) => {
    const [next, paid] = pay(instalment, left);
    left -= paid;
    return next;
  });
}

function smaller(left: Fen, right: Fen): Fen {
  return left < right ? left : right;
}
