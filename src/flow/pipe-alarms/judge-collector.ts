import type { CollectorLive } from "#intake";
import type { EpochMs } from "#kernel";
import type { CollectorState } from "#registry";
import { pipeAlarmParameters as limits } from "./parameters.ts";
import type { AlarmFigures, Clearing, PipeAlarmKind } from "./pipe-alarm.ts";

/** What is looked at of a collector at one moment. */
export interface CollectorLook {
  readonly nowMs: EpochMs;
  /** Since when anybody could have sent: before the server was there, silence says nothing of a collector. */
  readonly listeningSinceMs: EpochMs;
  readonly state: CollectorState;
  /** Null where it never sent anything. */
  readonly live: Pick<CollectorLive, "gaps" | "missing" | "skewMs" | "lastReceivedAtMs"> | null;
  /** Since when data come without a break longer than silence's clearing; null while they do not. */
  readonly steadySinceMs: EpochMs | null;
  /** Rows of the window. */
  readonly window: { readonly received: number; readonly quarantined: number };
  /** Why it is thought to be cloned; null without evidence. */
  readonly cloneReason: string | null;
}

/** What a rule says: raise (or go on), clear by a way, or neither, between both thresholds. */
export type Verdict =
  | { readonly kind: "raise"; readonly figures: AlarmFigures }
  | { readonly kind: "clear"; readonly by: Clearing }
  | { readonly kind: "keep" };

const keep: Verdict = { kind: "keep" };
const minuteMs = 60_000;

/** Every rule's verdict on a collector. A revoked collector has no alarms. */
export function judgeCollector(look: CollectorLook): Readonly<Record<PipeAlarmKind, Verdict>> {
  if (look.state === "revoked") {
    const revoked: Verdict = { kind: "clear", by: "revoked" };
    return { silence: revoked, gap: revoked, skew: revoked, clone: revoked, quarantineGrowth: revoked };
  }
  return {
    silence: judgeSilence(look),
    gap: judgeGap(look),
    skew: judgeSkew(look),
    clone: judgeClone(look),
    quarantineGrowth: judgeQuarantine(look),
  };
}

/** Only collectors that have sent once can fall silent; those never heard of are the registry's to chase. */
function judgeSilence({ nowMs, listeningSinceMs, live, steadySinceMs }: CollectorLook): Verdict {
  const last = live?.lastReceivedAtMs ?? null;
  if (last === null) return keep;
  const silentMs = nowMs - last;
  if (Math.min(silentMs, nowMs - listeningSinceMs) >= limits.silenceRaiseMs.value) {
    return { kind: "raise", figures: { minutes: Math.floor(silentMs / minuteMs) } };
  }
  const isSteady = steadySinceMs !== null && nowMs - steadySinceMs >= limits.silenceClearMs.value;
  return isSteady ? { kind: "clear", by: "dataAgain" } : keep;
}

function judgeGap({ nowMs, live }: CollectorLook): Verdict {
  const open = (live?.gaps ?? []).filter(({ sinceMs }) => nowMs - sinceMs < limits.gapLostMs.value);
  const [oldest] = open.toSorted((a, b) => a.sinceMs - b.sinceMs);
  if (oldest === undefined) {
    return { kind: "clear", by: (live?.gaps.length ?? 0) > 0 ? "lost" : "filled" };
  }
  const ageMs = nowMs - oldest.sinceMs;
  if (ageMs < limits.gapRaiseMs.value) return keep;
  const missing = open.reduce((sum, gap) => sum + gap.toSequence - gap.fromSequence + 1, 0);
  return { kind: "raise", figures: { missing, minutes: Math.floor(ageMs / minuteMs) } };
}

function judgeSkew({ live }: CollectorLook): Verdict {
  const skewMs = live?.skewMs ?? null;
  if (skewMs === null) return keep;
  const size = Math.abs(skewMs);
  if (size >= limits.skewRaiseMs.value) {
    return { kind: "raise", figures: { seconds: Math.round(skewMs / 1000) } };
  }
  return size < limits.skewClearMs.value ? { kind: "clear", by: "clockRight" } : keep;
}

/** A clone is cleared by a person alone: the one who released the collector after looking at both devices. */
function judgeClone({ state, cloneReason }: CollectorLook): Verdict {
  if (state !== "quarantined") return { kind: "clear", by: "released" };
  return cloneReason === null ? keep : { kind: "raise", figures: { reason: cloneReason } };
}

function judgeQuarantine({ window: { received, quarantined } }: CollectorLook): Verdict {
  const ppm = received === 0 ? 0 : Math.round((quarantined / received) * 1_000_000);
  if (quarantined >= limits.quarantineFewestRows.value && ppm >= limits.quarantineRaisePpm.value) {
    const minutes = Math.round(limits.quarantineWindowMs.value / minuteMs);
    return { kind: "raise", figures: { received, percent: Math.round(ppm / 1000) / 10, minutes } };
  }
  return ppm < limits.quarantineClearPpm.value ? { kind: "clear", by: "quarantineCalm" } : keep;
}
