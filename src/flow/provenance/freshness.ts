import type { EpochMs } from "#kernel";
import { provenanceParameters } from "./parameters.ts";
import type { StreamEvidence, StreamName } from "./provenance-source.ts";

/** How fresh a stream is; only streams of live collectors can be stale. */
export interface StreamFreshness {
  readonly stream: StreamName;
  readonly isLive: boolean;
  readonly lastObservedMs: EpochMs;
  readonly lastReceivedMs: EpochMs;
  readonly ageMs: number;
  /** Longest age that counts as fresh; null for streams that only files bring. */
  readonly limitMs: number | null;
  readonly isStale: boolean;
}

const limits: Readonly<Partial<Record<StreamName, number>>> = {
  machine: provenanceParameters.machineFreshMs.value,
  energy: provenanceParameters.energyFreshMs.value,
  document: provenanceParameters.documentFreshMs.value,
};

/** Longest age at which a stream of a live collector is fresh; null where it has no limit. */
export function freshnessLimitMs(stream: StreamName): number | null {
  return limits[stream] ?? null;
}

/** Freshness of each stream at a moment. */
export function freshnessOf(streams: readonly StreamEvidence[], nowMs: EpochMs): readonly StreamFreshness[] {
  const byStream = Map.groupBy(streams, ({ stream }) => stream);
  return [...byStream].map(([stream, parts]) => {
    const live = parts.filter(({ collector }) => collector !== "");
    const counted = live.length > 0 ? live : parts;
    const lastObservedMs = Math.max(...counted.map(({ lastMs }) => lastMs));
    const ageMs = Math.max(0, nowMs - lastObservedMs);
    const limitMs = live.length > 0 ? freshnessLimitMs(stream) : null;
    return {
      stream,
      isLive: live.length > 0,
      lastObservedMs,
      lastReceivedMs: Math.max(...counted.map(({ receivedAtMs }) => receivedAtMs)),
      ageMs,
      limitMs,
      isStale: limitMs !== null && ageMs > limitMs,
    };
  });
}
