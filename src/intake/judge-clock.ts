import type { BatchHead } from "#telemetry";
import type { BatchFlagCode } from "./flags.ts";
import { intakeParameters } from "./parameters.ts";

/** What is remembered of a collector's clock: its newest batch. */
export interface ClockState {
  readonly epoch: number;
  readonly sequence: number;
  readonly createdAtMs: number;
  readonly uptimeMs: number;
  readonly receivedAtMs: number;
}

export interface ClockVerdict {
  readonly codes: readonly BatchFlagCode[];
  /** Collector's clock minus the platform's, as well as one batch can tell; null where delay cannot be told from it. */
  readonly skewMs: number | null;
  readonly clockJumpMs: number | null;
}

/**
 * Compares a batch's times with the platform's clock and with the batch before. A clock that is ahead shows at once.
 * One that is behind looks like a delay, but a backlog is sent faster than it was made: only where batches come at
 * the pace of the collector's uptime is a constant delay its clock's.
 */
export function judgeClock(before: ClockState | null, head: BatchHead, receivedAtMs: number): ClockVerdict {
  const aheadMs = head.createdAtMs - receivedAtMs;
  const isAhead = aheadMs > intakeParameters.skewMs.value;
  const pace = before === null ? null : paceOf(before, head, receivedAtMs);
  const isBehind = pace !== null && pace.isLive && -aheadMs > intakeParameters.skewMs.value;
  const isOnTime = Math.abs(aheadMs) <= intakeParameters.skewMs.value;
  const codes: BatchFlagCode[] = [];
  if (isAhead || isBehind) codes.push("skewed");
  if (-aheadMs > intakeParameters.lateAfterMs.value && !isBehind) codes.push("late");
  const jumped = pace !== null && Math.abs(pace.driftMs) > intakeParameters.clockJumpMs.value;
  if (jumped) codes.push("clockJump");
  return {
    codes,
    skewMs: isAhead || isBehind || isOnTime ? aheadMs : null,
    clockJumpMs: jumped ? pace.driftMs : null,
  };
}

/** The newer of what was remembered and a batch. */
export function clockAfter(before: ClockState | null, head: BatchHead, receivedAtMs: number): ClockState {
  const isNewer =
    before === null ||
    head.epoch > before.epoch ||
    (head.epoch === before.epoch && head.sequence > before.sequence);
  if (!isNewer) return before;
  const { epoch, sequence, createdAtMs, uptimeMs } = head;
  return { epoch, sequence, createdAtMs, uptimeMs, receivedAtMs };
}

/** Null unless the batch follows the one before in the same epoch. */
function paceOf(before: ClockState, head: BatchHead, receivedAtMs: number) {
  if (before.epoch !== head.epoch || head.sequence !== before.sequence + 1) return null;
  const upMs = head.uptimeMs - before.uptimeMs;
  const arrivedMs = receivedAtMs - before.receivedAtMs;
  return {
    driftMs: head.createdAtMs - before.createdAtMs - upMs,
    isLive: upMs >= 1000 && Math.abs(arrivedMs - upMs) <= Math.max(1000, upMs / 5),
  };
}
