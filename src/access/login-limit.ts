import type { Clock, EpochMs } from "#kernel";
import { accessFaults } from "./errors.ts";

/** Slows down guessing: counts failures of a name and of an address. */
export interface LoginLimit {
  /** @throws ACCESS_TOO_MANY_ATTEMPTS when one of the keys has failed too often */
  check(keys: readonly string[]): void;
  fail(keys: readonly string[]): void;
  succeed(keys: readonly string[]): void;
}

const freeFailures = 5;
const windowMs = 60_000;
const mostKeys = 10_000;

/** Five failures a key and minute are free; then the key waits until a minute after its last failure. */
export function createLoginLimit(clock: Clock): LoginLimit {
  const failures = new Map<string, { count: number; lastAtMs: EpochMs }>();
  const current = (key: string): { count: number; lastAtMs: EpochMs } | undefined => {
    const found = failures.get(key);
    if (found !== undefined && clock() - found.lastAtMs >= windowMs) failures.delete(key);
    return failures.get(key);
  };
  return {
    check: (keys) => {
      for (const key of keys) {
        const found = current(key);
        if (found === undefined || found.count < freeFailures) continue;
        const seconds = Math.ceil((found.lastAtMs + windowMs - clock()) / 1000);
        throw accessFaults.fault("ACCESS_TOO_MANY_ATTEMPTS", { seconds });
      }
    },
    fail: (keys) => {
      for (const key of keys) {
        const found = current(key);
        failures.set(key, { count: (found?.count ?? 0) + 1, lastAtMs: clock() });
      }
      // The key is chosen by an outsider, so the memory is bounded: the oldest are forgotten first.
      for (const key of failures.keys()) {
        if (failures.size <= mostKeys) break;
        failures.delete(key);
      }
    },
    succeed: (keys) => {
      for (const key of keys) failures.delete(key);
    },
  };
}
