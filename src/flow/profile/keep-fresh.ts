import type { Clock } from "#kernel";

/** How many answers are kept, for how long one counts as new, and how long it is still given while a newer one is made. */
export interface Freshness {
  readonly most: number;
  readonly freshMs: number;
  readonly givenMs: number;
}

interface Kept<Value> {
  readonly value: Promise<Value>;
  readonly madeAtMs: number;
  isRenewed: boolean;
}

/**
 * Keeps answers by key. One that is not new any more is given all the same, and its successor worked out beside, so that
 * whoever asks waits for the first one only; a successor that fails is tried again by the next who asks. A first one that
 * fails is forgotten.
 */
export function keepFresh<Value>(
  clock: Clock,
  { most, freshMs, givenMs }: Freshness,
): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Kept<Value>>();
  const keep = (key: string, value: Promise<Value>, madeAtMs: number): void => {
    kept.delete(key);
    kept.set(key, { value, madeAtMs, isRenewed: false });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  };
  return async (key, make) => {
    const nowMs = clock();
    const found = kept.get(key);
    const ageMs = found === undefined ? Number.POSITIVE_INFINITY : nowMs - found.madeAtMs;
    if (found === undefined || ageMs >= givenMs) {
      const value = make();
      keep(key, value, nowMs);
      try {
        return await value;
      } catch (fault) {
        if (kept.get(key)?.value === value) kept.delete(key);
        throw fault;
      }
    }
    if (ageMs >= freshMs && !found.isRenewed) {
      found.isRenewed = true;
      make().then(
        (value) => keep(key, Promise.resolve(value), nowMs),
        () => {
          found.isRenewed = false;
        },
      );
    }
    return await found.value;
  };
}
