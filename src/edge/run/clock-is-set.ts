import { setTimeout as wait } from "node:timers/promises";
import type { EpochMs } from "#kernel";
import type { EdgeClock } from "./edge-clock.ts";

/** A device whose clock was a little fast when it enrolled is not one without a clock. */
const toleranceMs = 86_400_000;
const lookMs = 250;

/**
 * Whether the clock can be right: a device without a battery behind its clock begins in 1970, or at its last shutdown,
 * until a time service tells it. What it read until then would bear times of which nothing is true.
 * @param enrolledAtMs  the platform's time at the enrolment: it was never earlier since
 */
export function isClockSet(clock: EdgeClock, enrolledAtMs: EpochMs): boolean {
  return clock.wall() >= enrolledAtMs - toleranceMs;
}

/** Resolves as soon as the clock can be right, or the signal is aborted. */
export async function untilClockIsSet(
  clock: EdgeClock,
  enrolledAtMs: EpochMs,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && !isClockSet(clock, enrolledAtMs)) {
    await wait(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
