import type { DayNumber, LoanEvent } from "#operations";

/** Days past due from which a loan is in default (Basel; 《商业银行金融资产风险分类办法》 Art. 11). */
const daysToDefault = 90;
const performanceDays = 365;

/** What became of an enterprise's loans within twelve months; null when it owed nothing, or is not known yet. */
export type LoanOutcome = "default" | "performing" | null;

/**
 * The outcome of the twelve months after a day.
 * @param loans  events known by `knownDay`, in the order of their days
 * @returns null for one that was in default already, that had no loan in the window, or whose window is still open
 */
export function outcomeAfter(loans: readonly LoanEvent[], day: DayNumber, knownDay: DayNumber): LoanOutcome {
  if (day + performanceDays > knownDay) return null;
  const firstDefault = firstDefaultOf(loans);
  if (firstDefault !== null && firstDefault <= day) return null;
  if (firstDefault !== null && firstDefault <= day + performanceDays) return "default";
  return owedWithin(loans, day, day + performanceDays) ? "performing" : null;
}

/** How it stands now: whether any of its loans ever was in default; null when it never had one. */
export function standingOf(loans: readonly LoanEvent[]): LoanOutcome {
  if (loans.length === 0) return null;
  return firstDefaultOf(loans) === null ? "performing" : "default";
}

/** Whether it owes something on the last day known. */
export function owesNow(loans: readonly LoanEvent[]): boolean {
  const open = new Set<string>();
  for (const { loan, kind } of loans) {
    if (kind === "settled") open.delete(loan);
    else open.add(loan);
  }
  return open.size > 0;
}

function firstDefaultOf(loans: readonly LoanEvent[]): DayNumber | null {
  const found = loans.find(({ kind, daysPastDue }) => kind === "defaulted" || daysPastDue > daysToDefault);
  return found?.onDay ?? null;
}

function owedWithin(loans: readonly LoanEvent[], fromDay: DayNumber, toDay: DayNumber): boolean {
  const since = new Map<string, DayNumber>();
  const until = new Map<string, DayNumber>();
  for (const { loan, kind, onDay } of loans) {
    if (!since.has(loan)) since.set(loan, onDay);
    if (kind === "settled") until.set(loan, onDay);
  }
  return [...since].some(
    ([loan, start]) => start <= toDay && (until.get(loan) ?? Number.POSITIVE_INFINITY) > fromDay,
  );
}
