import type { BusinessDay } from "#kernel";
import type { LoanDay } from "../loan.ts";
import { differenceOf, type DraftEntry, type EntryKind, postingsBetween } from "./journal.ts";
import {
  applyMovement,
  inOrder,
  judge,
  type LoanMovement,
  positionAt,
  type ServicingPolicy,
  useLeftOver,
} from "./movement.ts";
import { ownLoanFaults } from "./own-loan-faults.ts";
import { accrueNight, claimsOf, type LoanPosition } from "./position.ts";
import type { LoanTerms } from "./terms.ts";

/** A fact that others wait for: alerts, tasks, the owner's page. */
export type LoanDayEvent =
  | "instalmentMissed"
  | "overdueCured"
  | "nonAccrual"
  | "accrualResumed"
  | "settled"
  | "writtenOff";

/** The result of one loan's business day. */
export interface ClosedLoanDay {
  readonly position: LoanPosition;
  readonly entries: readonly DraftEntry[];
  readonly events: readonly LoanDayEvent[];
}

/**
 * One business day of one loan: interest of the night, movements of the day, what was left over, days past due. A
 * movement that counts from an earlier day is posted today with its value date: the day's entry is the difference to
 * the position that the loan would have, had it been known then. A closed day is not touched.
 * @param position  at the end of the day before
 * @param earlier  movements that were posted on former days
 * @param today  movements that are posted on this day
 * @throws LENDING_JOURNAL_UNBALANCED, which would be our own mistake
 */
export function closeLoanDay(
  position: LoanPosition,
  loan: {
    readonly terms: LoanTerms;
    readonly policy: ServicingPolicy;
    readonly earlier: readonly LoanMovement[];
  },
  day: BusinessDay,
  today: readonly LoanMovement[],
): ClosedLoanDay {
  const { terms, policy } = loan;
  const entries: DraftEntry[] = [];
  let current = position;
  const step = (
    next: LoanPosition,
    kind: EntryKind,
    movement?: Pick<LoanMovement, "id" | "valueDate">,
  ): void => {
    const postings = postingsBetween(current, next);
    current = next;
    if (postings.length === 0) return;
    const difference = differenceOf(postings);
    if (difference !== 0n) throw ownLoanFaults.fault("LENDING_JOURNAL_UNBALANCED", { kind, difference });
    entries.push({ kind, reference: movement?.id ?? "", valueDate: movement?.valueDate ?? day, postings });
  };
  step(accrueNight(current, terms, day), "accrual");
  const onTime = inOrder(today).filter(({ valueDate }) => valueDate === day);
  for (const movement of onTime) {
    step(applyMovement(current, terms, policy, movement), kindOf(movement), movement);
  }
  step(useLeftOver(current, policy), "leftOverUsed");
  step(judge(current, policy), "accrualStatus");
  const known = [...loan.earlier, ...onTime];
  for (const movement of inOrder(today).filter(({ valueDate }) => valueDate < day)) {
    known.push(movement);
    step(positionAt(terms, policy, known, day), "valueDateCorrection", movement);
  }
  return { position: current, entries, events: eventsBetween(position, current) };
}

/** The row that the day leaves in the loan book. */
export function loanDayOf(loanId: string, position: LoanPosition): LoanDay {
  const claims = claimsOf(position, position.asOf);
  const isOverdue = position.daysPastDue > 0;
  return {
    loanId,
    businessDate: position.asOf,
    balanceFen: position.balanceFen,
    overduePrincipalFen: isOverdue ? claims.principal : 0n,
    overdueInterestFen: isOverdue ? claims.interest + claims.penalty : 0n,
    daysPastDue: position.daysPastDue,
  };
}

function kindOf(movement: LoanMovement): EntryKind {
  return movement.kind === "receipt" ? "repayment" : movement.kind;
}

function eventsBetween(before: LoanPosition, after: LoanPosition): readonly LoanDayEvent[] {
  const events: LoanDayEvent[] = [];
  if (before.state !== "overdue" && after.state === "overdue") events.push("instalmentMissed");
  if (before.state === "overdue" && after.daysPastDue === 0) events.push("overdueCured");
  if (!before.isNonAccrual && after.isNonAccrual) events.push("nonAccrual");
  if (before.isNonAccrual && !after.isNonAccrual) events.push("accrualResumed");
  if (before.state !== "settled" && after.state === "settled") events.push("settled");
  if (before.state !== "writtenOff" && after.state === "writtenOff") events.push("writtenOff");
  return events;
}
