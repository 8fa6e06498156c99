import type { BusinessDay } from "#kernel";
import { isNonPerforming, type LoanClass } from "#lending";
import type { BorrowerOutcome, OutcomeKind } from "./comparison.ts";

/** Where a borrower stood at the end of a day, the worst of its loans. */
export interface BorrowerDay {
  readonly on: BusinessDay;
  readonly daysPastDue: number;
  /** The worse of the bank's and our class; null where there is none. */
  readonly loanClass: LoanClass | null;
}

/** What became of a borrower. @param days  ascending, within the window */
export function judgeOutcome(
  days: readonly BorrowerDay[],
  limits: { readonly troubleDays: number; readonly defaultDays: number },
): BorrowerOutcome {
  const isDefault = ({ daysPastDue, loanClass }: BorrowerDay): boolean =>
    daysPastDue > limits.defaultDays || (loanClass !== null && isNonPerforming(loanClass));
  const isTrouble = (day: BorrowerDay): boolean => day.daysPastDue > limits.troubleDays || isDefault(day);
  const defaulted = days.find(isDefault) ?? null;
  const troubled = days.find(isTrouble) ?? null;
  const maxDaysPastDue = days.reduce((most, { daysPastDue }) => Math.max(most, daysPastDue), 0);
  const worst = days.find(({ daysPastDue }) => daysPastDue === maxDaysPastDue && daysPastDue > 0) ?? null;
  const kind: OutcomeKind =
    defaulted !== null ? "default" : troubled !== null ? "trouble" : maxDaysPastDue > 0 ? "missed" : "sound";
  return {
    kind,
    daysPastDue: days.at(-1)?.daysPastDue ?? 0,
    maxDaysPastDue,
    firstMissedOn: firstOfStretch(days, troubled ?? worst),
    troubledOn: troubled?.on ?? null,
    defaultedOn: defaulted?.on ?? null,
  };
}

/** The first day past due of the stretch without a day paid up that leads to the day. */
function firstOfStretch(days: readonly BorrowerDay[], to: BorrowerDay | null): BusinessDay | null {
  if (to === null) return null;
  const end = days.indexOf(to);
  const paidUp = days.slice(0, end).findLastIndex(({ daysPastDue }) => daysPastDue === 0);
  const first = days[paidUp + 1];
  return first === undefined || first.daysPastDue === 0 ? null : first.on;
}
