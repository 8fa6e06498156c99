import { createRandom, type Random } from "#kernel";
import { pickWeighted } from "../industry.ts";
import type { EnterpriseOutline, LoanPlan } from "./enterprise-outline.ts";
import { logUniform, uniform } from "./plan-traits.ts";
import { lendingParameters, population } from "./region-parameters.ts";
import { warmUpMonths } from "./region-climate.ts";

type Borrower = Pick<
  EnterpriseOutline,
  "code" | "size" | "yearlyRevenueFen" | "ageMonths" | "defaultMonth" | "trials"
>;

/** Months from the first instalment that is missed to the month in which it is more than 90 days past due. */
export const monthsFromMissToDefault = 3;

/**
 * The loans of an enterprise, one after another with gaps, and at some banks a second row of them. One that ends in
 * default holds a loan when it misses its first instalment, and none is granted after that.
 */
export function planLoans(
  borrower: Borrower,
  { seed, totalMonths }: { readonly seed: string; readonly totalMonths: number },
): LoanPlan[] {
  const random = createRandom(`${seed}/loans/${borrower.code}`);
  const borrows = random.next() < population.borrowerShare.value || borrower.defaultMonth !== null;
  if (!borrows) return [];
  const first = chainOf(random, borrower, {
    totalMonths,
    row: 1,
    start: startOf(random, borrower, totalMonths),
  });
  const second = random.next() < lendingParameters.secondLoanShare.value[borrower.size];
  const isEntryFraud = borrower.trials.some(({ kind, recovers }) => kind === "entryFraud" && !recovers);
  if (!second || isEntryFraud) return first;
  return [
    ...first,
    ...chainOf(random, borrower, { totalMonths, row: 2, start: warmUpMonths + random.integer(18) }),
  ];
}

function startOf(random: Random, { ageMonths }: Borrower, totalMonths: number): number {
  const founded = Math.max(0, totalMonths - ageMonths);
  return Math.max(founded + 4 + random.integer(6), random.integer(warmUpMonths + 6));
}

function chainOf(
  random: Random,
  borrower: Borrower,
  { totalMonths, row, start }: { readonly totalMonths: number; readonly row: number; readonly start: number },
): LoanPlan[] {
  const miss = borrower.defaultMonth === null ? null : borrower.defaultMonth - monthsFromMissToDefault;
  const isEntryFraud = borrower.trials.some(({ kind, recovers }) => kind === "entryFraud" && !recovers);
  const loans: LoanPlan[] = [];
  const bank = pickWeighted(random, lendingParameters.banks.value, () => 1);
  let month = start;
  while (month < totalMonths) {
    if (miss !== null && (month >= miss || (isEntryFraud && month < miss - 1))) break;
    const loan = drawLoan(random, borrower, { bank, month, number: `${row}-${loans.length + 1}` });
    loans.push(loan);
    const renews = random.next() < lendingParameters.renewalShare.value;
    month += loan.tenorMonths + (renews ? 0 : Math.round(uniform(random, lendingParameters.gapMonths.value)));
  }
  return row === 1 && miss !== null
    ? coverMiss(random, borrower, { loans, bank, miss, isEntryFraud })
    : loans;
}

/** Sees to it that a loan has an instalment due in the month of the first miss. */
function coverMiss(
  random: Random,
  borrower: Borrower,
  given: {
    readonly loans: LoanPlan[];
    readonly bank: string;
    readonly miss: number;
    readonly isEntryFraud: boolean;
  },
): LoanPlan[] {
  const { loans, bank, miss, isEntryFraud } = given;
  const isCovered = loans.some(
    (loan) => loan.grantMonth < miss && loan.grantMonth + loan.tenorMonths >= miss,
  );
  if (isCovered) return loans;
  const back = isEntryFraud ? 1 : 1 + random.integer(5);
  const grantMonth = Math.max(0, miss - back);
  const kept = loans.filter((loan) => loan.grantMonth + loan.tenorMonths <= grantMonth);
  const loan = drawLoan(random, borrower, { bank, month: grantMonth, number: `1-${kept.length + 1}` });
  return [...kept, { ...loan, tenorMonths: Math.max(loan.tenorMonths, back + 3) }];
}

function drawLoan(
  random: Random,
  borrower: Borrower,
  { bank, month, number }: { readonly bank: string; readonly month: number; readonly number: string },
): LoanPlan {
  const { principalYuan, shortTenorShare, shortTenorMonths, longTenorMonths, yearlyRate } = lendingParameters;
  const principal = logUniform(random, principalYuan.value[borrower.size]);
  const cap = (borrower.yearlyRevenueFen / 100) * 0.22;
  const isShort = random.next() < shortTenorShare.value;
  const method = random.next();
  return {
    number: `L${borrower.code}-${number}`,
    bank,
    grantMonth: month,
    tenorMonths: Math.round(uniform(random, isShort ? shortTenorMonths.value : longTenorMonths.value)),
    principalFen: Math.max(10, Math.round(Math.min(principal, cap) / 10_000)) * 1_000_000,
    yearlyRate: uniform(random, yearlyRate.value),
    method: method < 0.4 ? "bullet" : method < 0.7 ? "revolving" : "equal",
  };
}
