import { addDays, type BusinessDay, type Fen, type ReportProgress } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import { nextDayToClose } from "./business-day.ts";
import { type ClosedLoanDay, closeLoanDay } from "./close-loan-day.ts";
import type { KeptMovement, ServicedLoan } from "./contract.ts";
import type { BusinessDayState, DayResult, LendingUnit } from "./lending-store.ts";
import { ownLoanFaults } from "./own-loan-faults.ts";
import { servicingPolicyOf } from "./parameters.ts";
import { bookLoanOf, receiptOf } from "./show-in-book.ts";

/** What the day close of own loans needs. */
export type DayCloseServices = Pick<
  LendingServices,
  "store" | "parameters" | "showInBook" | "nextId" | "clock"
>;

export interface DayToClose {
  readonly bankPartyId: string;
  readonly day: BusinessDay;
  readonly signal?: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/**
 * Closes one business day of a bank's own loans (日终): each loan in a transaction of its own, then the day. The date
 * is an argument and never the clock. Stopped at any point and begun again, it does what is left and posts nothing
 * twice; a closed day is given back as it was closed, and never reopens.
 * @throws LENDING_DAY_NOT_NEXT when another day comes first; LENDING_JOURNAL_UNBALANCED
 */
export async function closeDay(
  services: DayCloseServices,
  { bankPartyId, day, signal, onProgress }: DayToClose,
): Promise<BusinessDayState> {
  const { store, clock } = services;
  const begun = await store.work(bankPartyId, async (unit) => await beginDay(unit, day, clock()));
  if (begun.state === "closed") return begun;
  const loanIds = await store.work(bankPartyId, async (unit) => await unit.loans.listOpenBefore(day));
  for (const [done, loanId] of loanIds.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ step: "dayClose", done, total: loanIds.length, unit: "entries", subject: day });
    await store.work(bankPartyId, async (unit) => await closeOneLoan(services, unit, loanId, day));
  }
  const loans = await store.work(bankPartyId, async (unit) => await unit.loans.list());
  await services.showInBook(bankPartyId, day, loans.map(bookLoanOf));
  return await store.work(bankPartyId, async (unit) => {
    const state = await unit.days.begin(day, clock());
    if (state.state === "closed") return state;
    const result = await resultOf(unit, day);
    const atMs = clock();
    await unit.days.close(day, result, atMs);
    return { ...state, state: "closed", closedAtMs: atMs, result };
  });
}

/**
 * Closes every day that is not closed yet up to `upTo`, in order.
 * @returns the days that were closed now, oldest first
 */
export async function closeDaysUpTo(
  services: DayCloseServices,
  { day: upTo, ...wanted }: DayToClose,
): Promise<readonly BusinessDayState[]> {
  const closed: BusinessDayState[] = [];
  let day = await services.store.work(wanted.bankPartyId, nextDayToClose);
  while (day !== null && day <= upTo) {
    wanted.signal?.throwIfAborted();
    closed.push(await closeDay(services, { ...wanted, day }));
    day = addDays(day, 1);
  }
  return closed;
}

async function beginDay(unit: LendingUnit, day: BusinessDay, atMs: number): Promise<BusinessDayState> {
  const lastClosed = await unit.days.lastClosed();
  if (lastClosed === null || day > lastClosed) {
    const expected = (await nextDayToClose(unit)) ?? day;
    if (day !== expected) throw ownLoanFaults.fault("LENDING_DAY_NOT_NEXT", { expected, found: day });
  }
  return await unit.days.begin(day, atMs);
}

async function closeOneLoan(
  services: DayCloseServices,
  unit: LendingUnit,
  loanId: string,
  day: BusinessDay,
): Promise<void> {
  const loan = await unit.loans.find(loanId, "forUpdate");
  // Closed meanwhile by another process, or before the interruption.
  if (loan === null || loan.position.asOf >= day) return;
  const kept = await unit.movements.listOf(loanId);
  const earlier = kept.filter(({ state }) => state === "posted").map(({ movement }) => movement);
  const today = kept.filter(({ state, movement }) => state === "pending" && movement.valueDate <= day);
  const policy = servicingPolicyOf(services.parameters);
  const closed = closeLoanDay(
    loan.position,
    { terms: loan.terms, policy, earlier },
    day,
    today.map(({ movement }) => movement),
  );
  const receipt = receiptOf(loan.position, closed.position);
  const receipts = receipt === null ? loan.receipts : [...loan.receipts, receipt];
  const next: ServicedLoan = { ...loan, position: closed.position, receipts };
  await unit.loans.replace(next);
  if (closed.position.scheduleVersion !== loan.position.scheduleVersion) await unit.loans.keepSchedule(next);
  await postDay(services, unit, { loan: next, day, closed, today });
  if (closed.events.some((event) => event === "settled" || event === "writtenOff")) await release(unit, next);
}

async function postDay(
  { nextId, clock }: DayCloseServices,
  unit: LendingUnit,
  {
    loan,
    day,
    closed,
    today,
  }: { loan: ServicedLoan; day: BusinessDay; closed: ClosedLoanDay; today: readonly KeptMovement[] },
): Promise<void> {
  const postedAtMs = clock();
  await unit.journal.post(
    closed.entries.map((entry) => ({
      ...entry,
      id: nextId(),
      loanId: loan.id,
      businessDate: day,
      postedAtMs,
    })),
  );
  for (const kept of today) await unit.movements.replace({ ...kept, state: "posted", postedOn: day });
  await unit.events.add(
    closed.events.map((kind) => ({
      bankPartyId: loan.bankPartyId,
      applicantPartyId: loan.applicantPartyId,
      subjectKind: "loan",
      subjectId: loan.id,
      kind,
      businessDate: day,
      actorId: null,
      actorName: null,
      atMs: postedAtMs,
      parameters: { daysPastDue: String(closed.position.daysPastDue) },
    })),
  );
}

/** What a settled or written-off loan held is released: its part of the limit, and the contract when it was the last. */
async function release(unit: LendingUnit, loan: ServicedLoan): Promise<void> {
  const contract = await unit.contracts.find(loan.contractId, "forUpdate");
  const limit = contract === null ? null : await unit.limits.find(contract.limitId, "forUpdate");
  if (contract === null || limit === null) return;
  const usedFen = limit.usedFen - loan.terms.principalFen;
  const isLast = usedFen === 0n && limit.reservedFen === 0n;
  await unit.limits.save({ ...limit, usedFen, state: isLast ? "closed" : limit.state });
  if (isLast) await unit.contracts.replace({ ...contract, state: "terminated" });
}

async function resultOf(unit: LendingUnit, day: BusinessDay): Promise<DayResult> {
  const balances = await unit.journal.balances(day, day);
  const debitFen = balances.reduce((sum, { debitFen: debit }) => sum + debit, 0n);
  const creditFen = balances.reduce((sum, { creditFen: credit }) => sum + credit, 0n);
  if (debitFen !== creditFen) {
    throw ownLoanFaults.fault("LENDING_JOURNAL_UNBALANCED", { kind: day, difference: debitFen - creditFen });
  }
  const of = (account: string, side: "debitFen" | "creditFen"): Fen =>
    balances.find((balance) => balance.account === account)?.[side] ?? 0n;
  const loans = await unit.loans.list();
  const live = loans.filter(({ position }) => position.state === "active" || position.state === "overdue");
  const events = await unit.events.countOn(day);
  return {
    loans: live.length,
    overdue: live.filter(({ position }) => position.daysPastDue > 0).length,
    entries: await unit.journal.countOn(day),
    debitFen,
    creditFen,
    accruedFen: of("interestReceivable", "debitFen") + of("offBalanceInterest", "debitFen"),
    collectedFen: of("cashClearing", "debitFen"),
    events,
  };
}
