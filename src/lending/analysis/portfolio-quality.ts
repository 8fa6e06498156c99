import { createRandom, type Fen } from "#kernel";
import { type SizeClass, sizeClasses } from "#registry";
import type { MonthEnd } from "../book/book-reads.ts";
import { isNonPerforming } from "../classification/class-order.ts";
import { type LoanClass, loanClasses } from "../loan.ts";
import { type ShareWithInterval, shareOf } from "./confidence-interval.ts";

/** By whose class the loans are counted: that of our rules, or the bank's own. */
export type ClassBasis = "computed" | "bank";

/** Days past due in buckets of a month (M0 none, M1 1–30 … M6+). */
export const delinquencyBuckets = ["M0", "M1", "M2", "M3", "M4", "M5", "M6+"] as const;
export type DelinquencyBucket = (typeof delinquencyBuckets)[number];

/** From each state at the end of a month to each a month later, in loans. */
export interface TransitionTable<State extends string> {
  readonly states: readonly State[];
  /** Row: from; the last column counts loans that were repaid. */
  readonly counts: readonly (readonly number[])[];
}

/** Non-performing share of one size class: of loans, and of the balance. */
export interface NonPerformingShare {
  readonly sizeClass: SizeClass | "unknown";
  readonly byCount: ShareWithInterval;
  readonly balanceFen: Fen;
  readonly nonPerformingFen: Fen;
  /** Interval of the balance share by bootstrap over loans; null when there is nothing to draw from. */
  readonly balanceInterval: { readonly low: number; readonly high: number } | null;
}

/** Loans drawn in a quarter, and the share that was ever overdue for more than 30 and 90 days by their age. */
export interface Vintage {
  readonly quarter: string;
  readonly loans: number;
  readonly ever30: readonly number[];
  readonly ever90: readonly number[];
}

/** Everything that the page of migration and non-performing loans shows, of month ends. */
export interface PortfolioQuality {
  readonly months: readonly string[];
  readonly migration: readonly { readonly month: string; readonly table: TransitionTable<LoanClass> }[];
  readonly rolls: readonly { readonly month: string; readonly table: TransitionTable<DelinquencyBucket> }[];
  readonly nonPerforming: readonly NonPerformingShare[];
  readonly nonPerformingByMonth: readonly {
    readonly month: string;
    readonly byCount: ShareWithInterval;
    readonly balanceFen: Fen;
    readonly nonPerformingFen: Fen;
  }[];
  readonly vintages: readonly Vintage[];
}

/** Works the tables out of month ends; the newest month may be under way. */
export function describeQuality(monthEnds: readonly MonthEnd[], basis: ClassBasis): PortfolioQuality {
  const byMonth = Map.groupBy(monthEnds, ({ month }) => month);
  const months = [...byMonth.keys()].sort();
  const classOf = (end: MonthEnd): LoanClass | null => (basis === "bank" ? end.bankClass : end.computedClass);
  const endsOf = (month: string) => byMonth.get(month) ?? [];
  const pairs = months.slice(1).map((month, index) => ({
    month,
    before: endsOf(months[index] ?? "").filter(isOpen),
    after: endsOf(month),
  }));
  return {
    months,
    migration: pairs.map(({ month, before, after }) => ({
      month,
      table: transitions(loanClasses, before, after, classOf),
    })),
    rolls: pairs.map(({ month, before, after }) => ({
      month,
      table: transitions(delinquencyBuckets, before, after, (end) => bucketOf(end.daysPastDue)),
    })),
    nonPerforming: sharesBySize(standingIn(monthEnds, months.at(-1) ?? ""), classOf),
    nonPerformingByMonth: months.map((month) => {
      const ends = standingIn(monthEnds, month);
      const bad = ends.filter((end) => isBad(classOf(end)));
      return {
        month,
        byCount: shareOf(bad.length, ends.length),
        balanceFen: sumOf(ends),
        nonPerformingFen: sumOf(bad),
      };
    }),
    vintages: vintagesOf(monthEnds),
  };
}

function isOpen({ balanceFen }: MonthEnd): boolean {
  return balanceFen > 0n;
}

/** The open loans as last known in a month: mirrored loans whose files come later stand as their newest file says. */
function standingIn(monthEnds: readonly MonthEnd[], month: string): readonly MonthEnd[] {
  const newest = new Map<string, MonthEnd>();
  for (const end of monthEnds) {
    const known = newest.get(end.loanId);
    if (end.month <= month && (known === undefined || end.month > known.month)) newest.set(end.loanId, end);
  }
  return [...newest.values()].filter(isOpen);
}

/** The bucket of a number of days past due. */
export function bucketOf(daysPastDue: number): DelinquencyBucket {
  return delinquencyBuckets[Math.min(6, Math.ceil(daysPastDue / 30))] ?? "M6+";
}

function transitions<State extends string>(
  states: readonly State[],
  before: readonly MonthEnd[],
  after: readonly MonthEnd[],
  stateOf: (end: MonthEnd) => State | null,
): TransitionTable<State> {
  const counts = states.map(() => Array.from({ length: states.length + 1 }, () => 0));
  const later = new Map(after.map((end) => [end.loanId, end]));
  for (const end of before) {
    const from = stateOf(end);
    const next = later.get(end.loanId);
    // Without a day in the month, a loan is not known to have been repaid.
    if (next === undefined) continue;
    const to = isOpen(next) ? stateOf(next) : null;
    const row = from === null ? undefined : counts[states.indexOf(from)];
    if (row === undefined || (isOpen(next) && to === null)) continue;
    const column = to === null ? states.length : states.indexOf(to);
    row[column] = (row[column] ?? 0) + 1;
  }
  return { states, counts };
}

function sharesBySize(
  ends: readonly MonthEnd[],
  classOf: (end: MonthEnd) => LoanClass | null,
): NonPerformingShare[] {
  return [...sizeClasses, "unknown" as const].flatMap((sizeClass) => {
    const group = ends.filter((end) => (end.sizeClass ?? "unknown") === sizeClass);
    if (group.length === 0 && sizeClass === "unknown") return [];
    const bad = group.filter((end) => isBad(classOf(end)));
    return [
      {
        sizeClass,
        byCount: shareOf(bad.length, group.length),
        balanceFen: sumOf(group),
        nonPerformingFen: sumOf(bad),
        balanceInterval: bootstrap(group, (end) => isBad(classOf(end)), sizeClass),
      },
    ];
  });
}

const draws = 1000;

/** Percentiles 2.5 and 97.5 of the balance share over loans drawn anew with replacement; the seed is fixed. */
function bootstrap(
  ends: readonly MonthEnd[],
  isHit: (end: MonthEnd) => boolean,
  seed: string,
): { low: number; high: number } | null {
  // Without a single hit every draw gives zero, which would look certain: the interval by count says more.
  if (ends.length === 0 || !ends.some(isHit)) return null;
  const random = createRandom(`npl:${seed}`);
  const weights = ends.map((end) => ({ balance: Number(end.balanceFen), isHit: isHit(end) }));
  const shares = Array.from({ length: draws }, () => {
    let total = 0;
    let bad = 0;
    for (let i = 0; i < weights.length; i++) {
      const one = weights[random.integer(weights.length)];
      total += one?.balance ?? 0;
      if (one?.isHit === true) bad += one.balance;
    }
    return total === 0 ? 0 : bad / total;
  }).sort((a, b) => a - b);
  return { low: shares[Math.floor(draws * 0.025)] ?? 0, high: shares[Math.ceil(draws * 0.975) - 1] ?? 1 };
}

/** Share ever overdue by months on book, loans of each quarter of drawing together. */
function vintagesOf(monthEnds: readonly MonthEnd[]): Vintage[] {
  const groups = Map.groupBy(monthEnds, ({ drawnOn }) => quarterOf(drawnOn));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([quarter, ends]) => {
      const loans = [...Map.groupBy(ends, ({ loanId }) => loanId).values()];
      const oldest = Math.max(0, ...loans.map((months) => months.length));
      // Only ages that every loan of the quarter has reached, so that a curve never falls.
      const shared = Math.min(oldest, ...loans.map((months) => months.length));
      const curve = (limit: number) =>
        Array.from({ length: shared }, (_, age) => {
          const hit = loans.filter((months) =>
            months
              .toSorted((a, b) => (a.month < b.month ? -1 : 1))
              .slice(0, age + 1)
              .some(({ daysPastDue }) => daysPastDue > limit),
          );
          return hit.length;
        });
      return { quarter, loans: loans.length, ever30: curve(30), ever90: curve(90) };
    });
}

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function isBad(loanClass: LoanClass | null): boolean {
  return loanClass !== null && isNonPerforming(loanClass);
}

function sumOf(ends: readonly MonthEnd[]): Fen {
  return ends.reduce((sum, { balanceFen }) => sum + balanceFen, 0n);
}
