import type { Clock } from "#kernel";
import type { BookSession, ReckonedDay } from "../book/book-store.ts";
import { lendingFaults } from "../errors.ts";
import type { ClassMove } from "./class-move.ts";
import { rankOf } from "./class-order.ts";

/** The steps of people: 初分 of an upgrade, 认定, 审批, and 退回. */
export const classSteps = ["propose", "recognise", "approve", "return"] as const;
export type ClassStepName = (typeof classSteps)[number];

/** A step that somebody takes. */
export interface WantedStep {
  readonly moveId: string;
  readonly step: ClassStepName;
  readonly userId: string;
  /** Why, for a return; empty otherwise allowed. */
  readonly reason: string | null;
}

/**
 * Takes a step with a change of class. What is confirmed can never be better than what the loan's newest day asks for.
 * @throws LENDING_MOVE_NOT_FOUND, LENDING_MOVE_STEP, LENDING_MOVE_SAME_PERSON, LENDING_TRIGGER_STANDS
 */
export async function takeClassStep(
  session: BookSession,
  wanted: WantedStep,
  clock: Clock,
): Promise<ClassMove> {
  const move = await session.findMove(wanted.moveId);
  if (move === null) throw lendingFaults.fault("LENDING_MOVE_NOT_FOUND", { id: wanted.moveId });
  checkTurn(move, wanted);
  const day = await session.newestDay(move.loanId);
  const changed = changeOf(move, wanted, { day, atMs: clock() });
  await session.changeMove(changed);
  return changed;
}

/** The step that a move waits for; null when it is over. */
export function nextStepOf({ state }: Pick<ClassMove, "state">): Exclude<ClassStepName, "return"> | null {
  if (state === "suggested") return "propose";
  if (state === "proposed") return "recognise";
  return state === "recognised" ? "approve" : null;
}

/** Whether this person may take the next step: whoever took an earlier one may not. */
export function isFreeFor(move: Pick<ClassMove, "proposedBy" | "recognisedBy">, userId: string): boolean {
  return move.proposedBy !== userId && move.recognisedBy !== userId;
}

function checkTurn(move: ClassMove, { step, userId }: WantedStep): void {
  const next = nextStepOf(move);
  if (next === null || (step !== "return" && step !== next)) {
    throw lendingFaults.fault("LENDING_MOVE_STEP", { state: move.state, step });
  }
  if (!isFreeFor(move, userId)) throw lendingFaults.fault("LENDING_MOVE_SAME_PERSON");
}

function changeOf(
  move: ClassMove,
  { step, userId, reason }: WantedStep,
  now: { readonly day: ReckonedDay | null; readonly atMs: number },
): ClassMove {
  const { day, atMs } = now;
  const on = day?.businessDate ?? move.proposedOn;
  switch (step) {
    case "propose":
      refuseWorseDay(move, day);
      return { ...move, state: "proposed", proposedBy: userId, proposedAtMs: atMs };
    case "recognise":
      refuseWorseDay(move, day);
      return { ...move, state: "recognised", recognisedBy: userId, recognisedAtMs: atMs };
    case "approve":
      refuseWorseDay(move, day);
      return { ...move, state: "approved", approvedBy: userId, approvedAtMs: atMs, endedOn: on };
    case "return":
      refuseStandingTrigger(move, day);
      return { ...move, state: "returned", returnedBy: userId, returnedAtMs: atMs, endedOn: on, reason };
  }
}

/** An upgrade to a class that the newest day does not allow any more. */
function refuseWorseDay(move: ClassMove, day: ReckonedDay | null): void {
  if (day === null || rankOf(day.computedClass) <= rankOf(move.to)) return;
  throw lendingFaults.fault("LENDING_TRIGGER_STANDS", { triggers: day.triggers.join(", ") });
}

/** A downgrade is returned only when nothing asks for it any more. */
function refuseStandingTrigger(move: ClassMove, day: ReckonedDay | null): void {
  if (move.direction === "upgrade" || day === null) return;
  const isFirst = move.from === null;
  if (!isFirst && rankOf(day.computedClass) <= rankOf(move.from ?? "pass")) return;
  throw lendingFaults.fault("LENDING_TRIGGER_STANDS", { triggers: day.triggers.join(", ") });
}
