import {
  addMonths,
  type BusinessDay,
  type DayBase,
  daysBetween,
  divideRounded,
  type Fen,
  interestOn,
  lastDayOf,
  levelPaymentOf,
  monthOf,
  nextWorkingDayFrom,
} from "#kernel";
import { ownLoanFaults } from "./own-loan-faults.ts";
import type { Instalment, LoanTerms } from "./terms.ts";

type Period = Pick<Instalment, "ordinal" | "fromOn" | "toOn" | "dueOn">;

/**
 * The repayment schedule (还款计划) of a loan. Each period's interest is rounded half up to the fen by itself, so the
 * total is the sum of rounded periods and not the rounded interest of the whole term.
 * @throws LENDING_TERMS_IMPOSSIBLE when the terms describe no loan
 */
export function scheduleOf(terms: LoanTerms): readonly Instalment[] {
  checkTerms(terms);
  return payDown(terms, periodsOf(terms), terms.principalFen);
}

/**
 * The instalments of periods that are still to come, for the principal that is left.
 * @param principalFen  not yet due
 */
export function payDown(
  terms: LoanTerms,
  periods: readonly Period[],
  principalFen: Fen,
): readonly Instalment[] {
  const parts = principalPartsOf(terms, periods, principalFen);
  let left = principalFen;
  return periods.map((period, index) => {
    const interestFen = interestOfPeriod(terms, period, left);
    const part = parts[index] ?? 0n;
    left -= part;
    return { ...period, principalFen: part, interestFen };
  });
}

/**
 * What a year of interest is divided by in a period: actual/360 where interest is counted in days; a twelfth of a year
 * spread over the period's days where instalments are level.
 */
export function dayBaseOf(
  terms: Pick<LoanTerms, "method">,
  period: Pick<Instalment, "fromOn" | "toOn">,
): DayBase {
  const isMonthly = terms.method === "levelPayment" || terms.method === "levelPrincipal";
  return isMonthly ? 12 * daysBetween(period.fromOn, period.toOn) : 360;
}

function interestOfPeriod(terms: LoanTerms, period: Period, balanceFen: Fen): Fen {
  const days = daysBetween(period.fromOn, period.toOn);
  const dayBase = dayBaseOf(terms, period);
  return interestOn(balanceFen * BigInt(days), { annualRatePpm: terms.annualRatePpm, dayBase });
}

function principalPartsOf(terms: LoanTerms, periods: readonly Period[], principalFen: Fen): readonly Fen[] {
  const count = periods.length;
  if (terms.method === "interestOnlyBullet" || terms.method === "singlePayment") {
    return periods.map((_, index) => (index === count - 1 ? principalFen : 0n));
  }
  const level = divideRounded(principalFen, BigInt(Math.max(1, count)), "halfUp");
  const payment = levelPaymentOf(principalFen, terms.annualRatePpm, Math.max(1, count));
  let left = principalFen;
  return periods.map((period, index) => {
    const wanted =
      terms.method === "levelPrincipal" ? level : payment - interestOfPeriod(terms, period, left);
    const part = index === count - 1 ? left : smaller(wanted, left);
    left -= part;
    return part;
  });
}

/**
 * The interest periods: they meet without a gap from the draw-down to the last day. The last one always runs to the
 * rolled day, because until then the principal is out.
 */
function periodsOf(terms: LoanTerms): readonly Period[] {
  const ends = endsOf(terms);
  let fromOn = terms.drawnOn;
  return ends.map((end, index) => {
    const worked = terms.roll === "none" ? end : nextWorkingDayFrom(end);
    const runsOn = terms.roll === "interestRunsOn" || index === ends.length - 1;
    const toOn = runsOn ? worked : end;
    const period = { ordinal: index + 1, fromOn, toOn, dueOn: worked };
    fromOn = toOn;
    return period;
  });
}

function endsOf(terms: LoanTerms): readonly BusinessDay[] {
  const { drawnOn, months, method } = terms;
  const last = sameDayAfter(drawnOn, months);
  if (method === "singlePayment") return [last];
  if (method !== "interestOnlyBullet") {
    return Array.from({ length: months }, (_, index) => sameDayAfter(drawnOn, index + 1));
  }
  const day = String(terms.interestDay).padStart(2, "0");
  const ends: BusinessDay[] = [];
  for (let offset = 0; offset <= months; offset++) {
    const end = `${addMonths(monthOf(drawnOn), offset)}-${day}`;
    // An interest day just before the last day would roll onto it and leave a period of no days.
    if (end > drawnOn && nextWorkingDayFrom(end) < last) ends.push(end);
  }
  return [...ends, last];
}

/** The same day some months later; the last of the month where that month is shorter. */
function sameDayAfter(day: BusinessDay, months: number): BusinessDay {
  const month = addMonths(monthOf(day), months);
  const last = lastDayOf(month);
  const same = `${month}-${day.slice(8)}`;
  return same > last ? last : same;
}

function checkTerms({ principalFen, annualRatePpm, months, interestDay, penaltyFactorPpm }: LoanTerms): void {
  const isPossible =
    principalFen > 0n &&
    annualRatePpm >= 0 &&
    annualRatePpm <= 240_000 &&
    Number.isInteger(months) &&
    months >= 1 &&
    months <= 60 &&
    Number.isInteger(interestDay) &&
    interestDay >= 1 &&
    interestDay <= 28 &&
    penaltyFactorPpm >= 1_000_000 &&
    penaltyFactorPpm <= 2_000_000;
  if (isPossible) return;
  throw ownLoanFaults.fault("LENDING_TERMS_IMPOSSIBLE", {
    principal: principalFen,
    rate: annualRatePpm,
    months,
    interestDay,
    penalty: penaltyFactorPpm,
  });
}

function smaller(left: Fen, right: Fen): Fen {
  return left < right ? left : right;
}
