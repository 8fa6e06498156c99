import { addDays, type BusinessDay, daysBetween, type Fen } from "#kernel";

/** What a loan owes and when; all of one version of its schedule. */
export interface ScheduleVersion {
  readonly version: number;
  readonly effectiveOn: BusinessDay;
  /** In the order of their numbers. */
  readonly instalments: readonly Instalment[];
}

export interface Instalment {
  readonly instalment: number;
  readonly dueOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

/** A receipt, a reversal (negative) or a write-off. */
export interface Receipt {
  readonly paidOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly writtenOffFen: Fen;
}

/** What days past due are worked out from. */
export interface LoanHistory {
  readonly drawnOn: BusinessDay;
  readonly principalFen: Fen;
  /** Oldest first, at least one. */
  readonly schedules: readonly ScheduleVersion[];
  /** In the order of their days. */
  readonly receipts: readonly Receipt[];
}

/** Where a loan stands at the end of a day. */
export interface LoanPosition {
  readonly balanceFen: Fen;
  readonly overduePrincipalFen: Fen;
  readonly overdueInterestFen: Fen;
  /** Of the oldest instalment that is not fully paid; 0 on its due day itself. */
  readonly daysPastDue: number;
  /** The same by principal alone and by interest alone: what explains a bank that counts otherwise. */
  readonly principalDaysPastDue: number;
  readonly interestDaysPastDue: number;
}

/**
 * Works out where a loan stands. Receipts of principal fill the oldest unpaid principal, receipts of interest the
 * oldest unpaid interest; a write-off reduces the balance, not what is past due.
 * @returns null before the loan was drawn
 */
export function positionOn(history: LoanHistory, day: BusinessDay): LoanPosition | null {
  if (day < history.drawnOn) return null;
  const paid = paidUpTo(history.receipts, day);
  const instalments = scheduleOn(history.schedules, day)?.instalments ?? [];
  let duePrincipal = 0n;
  let dueInterest = 0n;
  let principalSince: BusinessDay | null = null;
  let interestSince: BusinessDay | null = null;
  for (const instalment of instalments) {
    if (instalment.dueOn >= day) break;
    duePrincipal += instalment.principalFen;
    dueInterest += instalment.interestFen;
    if (duePrincipal > paid.principalFen) principalSince ??= instalment.dueOn;
    if (dueInterest > paid.interestFen) interestSince ??= instalment.dueOn;
  }
  const principalDaysPastDue = principalSince === null ? 0 : daysBetween(principalSince, day);
  const interestDaysPastDue = interestSince === null ? 0 : daysBetween(interestSince, day);
  return {
    balanceFen: history.principalFen - paid.principalFen - paid.writtenOffFen,
    overduePrincipalFen: positive(duePrincipal - paid.principalFen),
    overdueInterestFen: positive(dueInterest - paid.interestFen),
    daysPastDue: Math.max(principalDaysPastDue, interestDaysPastDue),
    principalDaysPastDue,
    interestDaysPastDue,
  };
}

/** The schedule that counted on the day; the first one before any was effective. */
export function scheduleOn(
  schedules: readonly ScheduleVersion[],
  day: BusinessDay,
): ScheduleVersion | undefined {
  return schedules.findLast(({ effectiveOn }) => effectiveOn <= day) ?? schedules[0];
}

/** How a loan has been paid since it was last past due: what an upgrade asks for (Art. 14). */
export interface CleanPeriod {
  /** First day without anything past due; null while something is. */
  readonly since: BusinessDay | null;
  /** Instalments that fell due since then, up to the day, all of them paid. */
  readonly instalments: number;
}

/** Works out the clean period up to the day. */
export function cleanPeriodOf(history: LoanHistory, day: BusinessDay): CleanPeriod {
  if ((positionOn(history, day)?.daysPastDue ?? 0) > 0) return { since: null, instalments: 0 };
  const due = (scheduleOn(history.schedules, day)?.instalments ?? []).filter(({ dueOn }) => dueOn < day);
  // What is past due changes only on the day after a due day and on a day with a receipt.
  const turns = [
    ...due.map(({ dueOn }) => addDays(dueOn, 1)),
    ...history.receipts.map(({ paidOn }) => paidOn).filter((paidOn) => paidOn <= day),
    day,
  ].sort();
  let since = history.drawnOn;
  let isLate = false;
  for (const turn of turns) {
    const isLateNow = (positionOn(history, turn)?.daysPastDue ?? 0) > 0;
    if (isLate && !isLateNow) since = turn;
    isLate = isLateNow;
  }
  return { since, instalments: due.filter(({ dueOn }) => dueOn >= since).length };
}

function paidUpTo(receipts: readonly Receipt[], day: BusinessDay) {
  let principalFen = 0n;
  let interestFen = 0n;
  let writtenOffFen = 0n;
  for (const receipt of receipts) {
    if (receipt.paidOn > day) continue;
    principalFen += receipt.principalFen;
    interestFen += receipt.interestFen;
    writtenOffFen += receipt.writtenOffFen;
  }
  return { principalFen, interestFen, writtenOffFen };
}

function positive(fen: Fen): Fen {
  return fen > 0n ? fen : 0n;
}
