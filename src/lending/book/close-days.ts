import { addDays, type BusinessDay, type Clock, daysBetween, type IdSource } from "#kernel";
import { type ClassMove, type ClassState, decideDay } from "../classification/class-move.ts";
import { type ComputedClass, recordedFacts } from "../classification/class-rules.ts";
import { classThresholds } from "../classification/parameters.ts";
import type { Loan } from "../loan.ts";
import type { BookLoan, BookSession, ReckonedDay } from "./book-store.ts";
import { cleanPeriodOf } from "./loan-position.ts";
import { reckonDay } from "./reckon-day.ts";

/** What closing a day needs besides the book. */
export interface CloseContext {
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/**
 * Works out the days of the mirrored or own loans from `from` to `to`, and lets the last of them act on the classes. Working them out
 * again gives the same days; a class that was moved once is never moved back by it.
 * @param classFrom  first day that acts on classes; days before it were over when the book began
 * @returns how many changes of class were proposed or suggested
 */
export async function closeDays(
  session: BookSession,
  days: {
    readonly from: BusinessDay;
    readonly to: BusinessDay;
    readonly classFrom: BusinessDay;
    readonly source: Loan["source"];
  },
  context: CloseContext,
): Promise<number> {
  const loans = await session.readLoans();
  const states = new Map(loans.map(({ loan, classState }) => [loan.id, classState]));
  const byId = new Map(loans.map((book) => [book.loan.id, book]));
  let moves = 0;
  let newest: readonly ReckonedDay[] = [];
  const unsaved: ReckonedDay[] = [];
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    newest = reckonDay(loans, day).filter(({ loanId }) => byId.get(loanId)?.loan.source === days.source);
    unsaved.push(...newest);
    if (unsaved.length >= savedTogether) await session.saveDays(unsaved.splice(0));
    if (day < days.classFrom) continue;
    for (const reckoned of newest) {
      const book = byId.get(reckoned.loanId);
      if (book === undefined || day < book.sinceOn) continue;
      moves += await actOnClass(session, book, reckoned, states, context);
    }
  }
  await session.saveDays(unsaved);
  await session.saveStandings(newest.map((day) => standingOf(day, byId.get(day.loanId))));
  return moves;
}

const savedTogether = 2000;

async function actOnClass(
  session: BookSession,
  book: BookLoan,
  day: ReckonedDay,
  states: Map<string, ClassState>,
  context: CloseContext,
): Promise<number> {
  const { id } = book.loan;
  let state = states.get(id) ?? { confirmed: null, open: null };
  if (state.confirmed === null && state.open === null) {
    const bankClass = book.bankClasses.findLast(({ on }) => on <= day.businessDate)?.loanClass;
    if (bankClass !== undefined) {
      await session.addMove(adoptedMove(id, bankClass, day.businessDate, context));
      state = { confirmed: bankClass, open: null };
    }
  }
  const computed: ComputedClass = { loanClass: day.computedClass, triggers: day.triggers };
  const step = decideDay(state, computed, mayRise(book, day.businessDate));
  if (step.kind !== "stay" && step.replaces !== null) {
    const open = await session.findMove(step.replaces);
    if (open !== null) await session.changeMove({ ...open, state: "replaced", endedOn: day.businessDate });
    state = { ...state, open: null };
  }
  if (step.kind === "move") {
    const { direction, from, to, triggers } = step;
    const move: ClassMove = {
      ...newMove(id, day.businessDate, context),
      direction,
      origin: "system",
      from,
      to,
      triggers,
      state: direction === "upgrade" ? "suggested" : "proposed",
    };
    await session.addMove(move);
    state = { ...state, open: move };
  }
  states.set(id, state);
  return step.kind === "move" ? 1 : 0;
}

/** Art. 14: paid in full since, for two instalments and six months, and no other recorded reason stands. */
function mayRise(book: BookLoan, day: BusinessDay): boolean {
  const { since, instalments } = cleanPeriodOf(book.history, day);
  if (since === null) return false;
  const isLongEnough =
    daysBetween(since, day) >= classThresholds.upgradeDays &&
    instalments >= classThresholds.upgradeInstalments;
  return (
    isLongEnough &&
    !book.facts.some(
      ({ kind, to }) => recordedFacts.includes(kind) && kind !== "operationalOverdue" && to === null,
    )
  );
}

function adoptedMove(loanId: string, to: ClassMove["to"], on: BusinessDay, context: CloseContext): ClassMove {
  return {
    ...newMove(loanId, on, context),
    direction: "initial",
    origin: "adopted",
    from: null,
    to,
    triggers: ["bankClass"],
    state: "approved",
    endedOn: on,
  };
}

function newMove(loanId: string, on: BusinessDay, { nextId, clock }: CloseContext) {
  return {
    id: nextId(),
    loanId,
    proposedOn: on,
    proposedBy: null,
    proposedAtMs: clock(),
    recognisedBy: null,
    recognisedAtMs: null,
    approvedBy: null,
    approvedAtMs: null,
    returnedBy: null,
    returnedAtMs: null,
    reason: null,
    endedOn: null,
  } as const;
}

/** A bank says that a loan is settled, written off or restructured; whether it is overdue we work out. */
function standingOf(
  { loanId, balanceFen, daysPastDue }: ReckonedDay,
  book: BookLoan | undefined,
): Pick<Loan, "id" | "balanceFen" | "state"> {
  const isWrittenOff = book?.loan.state === "writtenOff";
  const isOver = balanceFen === 0n && daysPastDue === 0;
  const performing = (book?.restructuredOn.length ?? 0) > 0 ? "restructured" : "active";
  const state = isWrittenOff ? "writtenOff" : isOver ? "settled" : daysPastDue > 0 ? "overdue" : performing;
  return { id: loanId, balanceFen, state };
}
