import type { Clock, EpochMs } from "#kernel";

/** Time as a device has it: a clock on the wall that people and services set, and one that nobody can set. */
export interface EdgeClock {
  readonly wall: Clock;
  /** Milliseconds since any moment, never backwards. */
  monotonicMs(): number;
}

export const deviceClock: EdgeClock = {
  wall: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** A jump of the wall clock against the other one. */
export interface ClockJump {
  /** What the wall clock would have said. */
  readonly expectedMs: EpochMs;
  readonly foundMs: EpochMs;
}

/**
 * Watches the two clocks drift apart between two looks.
 * @param jumpMs  a difference of at least so much is a jump; less is the ordinary slewing of a time service
 */
export function watchClock(clock: EdgeClock, jumpMs: number): () => ClockJump | null {
  let wallMs = clock.wall();
  let steadyMs = clock.monotonicMs();
  return () => {
    const foundMs = clock.wall();
    const nowMs = clock.monotonicMs();
    const expectedMs = Math.round(wallMs + (nowMs - steadyMs));
    wallMs = foundMs;
    steadyMs = nowMs;
    return Math.abs(foundMs - expectedMs) >= jumpMs ? { expectedMs, foundMs } : null;
  };
}
