import type { Collector } from "./devices-api.ts";

/** From its registration to the first batch that was accepted; null while nothing came. */
export function timeToFirstDataMs({
  registeredAtMs,
  activatedAtMs,
}: Pick<Collector, "registeredAtMs" | "activatedAtMs">): number | null {
  return activatedAtMs === null ? null : Math.max(0, activatedAtMs - registeredAtMs);
}

/** How long it took for those that have sent something; null where none has. */
export function firstDataSummary(
  collectors: readonly Pick<Collector, "registeredAtMs" | "activatedAtMs">[],
): {
  readonly count: number;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
} | null {
  const taken = collectors
    .flatMap((one) => timeToFirstDataMs(one) ?? [])
    .toSorted((left, right) => left - right);
  const medianMs = taken[Math.floor((taken.length - 1) / 2)];
  const [fastestMs] = taken;
  const slowestMs = taken.at(-1);
  if (medianMs === undefined || fastestMs === undefined || slowestMs === undefined) return null;
  return { count: taken.length, medianMs, fastestMs, slowestMs };
}
