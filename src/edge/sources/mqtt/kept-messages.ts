import type { EpochMs } from "#kernel";
import { isJsonObject, type Json } from "#seal";
import type { Sample, SourceSink } from "../../source.ts";

/** What a broker may have dropped of what came for a client that was away, told as gaps. */
export interface KeptMessages {
  /** To be kept with the samples: when the source was heard last. */
  readonly position: Json;
  joined(isResumed: boolean): void;
  heard(samples: readonly Sample[]): void;
}

/**
 * A broker that forgot the session, or whose queue was full, lost messages that it had acknowledged. The first is told by
 * its greeting; the second shows in the number of messages that are older than the connection.
 * @param keepsMessages  how many the broker keeps for one client
 */
export function watchKept(
  keepsMessages: number,
  sink: Pick<SourceSink, "gap" | "position" | "clock">,
): KeptMessages {
  let heardAtMs = heardIn(sink.position);
  let away: { readonly fromMs: EpochMs; readonly toMs: EpochMs; kept: number } | null = null;
  return {
    get position() {
      return { heardAtMs };
    },
    joined: (isResumed) => {
      const nowMs = sink.clock();
      away = null;
      // Before the first message nobody was promised anything.
      if (heardAtMs === null || heardAtMs >= nowMs) return;
      if (isResumed) away = { fromMs: heardAtMs, toMs: nowMs, kept: 0 };
      else sink.gap(heardAtMs, nowMs);
    },
    heard: (samples) => {
      const nowMs = sink.clock();
      heardAtMs = nowMs;
      if (away === null || samples.length === 0) return;
      const { fromMs, toMs } = away;
      if (samples.every((sample) => sample.toMs < toMs)) away.kept += 1;
      if (away.kept < keepsMessages) return;
      sink.gap(fromMs, toMs);
      away = null;
    },
  };
}

function heardIn(position: Json | null): EpochMs | null {
  const heardAtMs = isJsonObject(position) ? position["heardAtMs"] : null;
  return typeof heardAtMs === "number" ? heardAtMs : null;
}
