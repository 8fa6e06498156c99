import type { KnownCollector } from "#registry";
import type { BatchHead } from "#telemetry";
import { type CollectorRecord, noteGapSince } from "./collector-record.ts";
import type { BatchFlagCode, BatchFlags, QuarantineReason } from "./flags.ts";
import type { IntakeEvent } from "./intake-event.ts";
import { eventAbout } from "./intake-context.ts";
import { clockAfter, judgeClock } from "./judge-clock.ts";
import { judgeLevels } from "./judge-levels.ts";
import type { RowJudgement } from "./judge-rows.ts";
import { type Contradiction, judgeSequence } from "./judge-sequence.ts";
import { intakeParameters } from "./parameters.ts";

/** What a batch is, seen against all that came before of its collector. */
export type BatchVerdict =
  /** Its number came before: a copy, or another batch under the same number. */
  | { readonly kind: "known" }
  | {
      readonly kind: "new";
      /** False where it stands outside the numbering and is found again by its hash. */
      readonly isNumbered: boolean;
      readonly flags: BatchFlags;
      readonly clone: Contradiction | null;
      readonly events: readonly IntakeEvent[];
    };

export interface BatchToJudge {
  readonly head: BatchHead;
  readonly hash: string;
  readonly judged: RowJudgement;
  readonly receivedAtMs: number;
  /** A reason that is known before: the enterprise cannot be told. */
  readonly quarantine: QuarantineReason | null;
}

/** Judges a sound batch and notes it in the collector's record. */
export function judgeBatch(
  record: CollectorRecord,
  collector: KnownCollector,
  batch: BatchToJudge,
): BatchVerdict {
  const { head, hash, judged, receivedAtMs } = batch;
  const verdict = judgeSequence(record.sequences, { ...head, hash }, receivedAtMs);
  if (verdict.kind === "known") return verdict;
  record.isChanged = true;
  if (verdict.kind === "replayed") {
    return { kind: "new", isNumbered: false, flags: { quarantine: "replayed" }, clone: null, events: [] };
  }
  const clock = judgeClock(record.clock, head, receivedAtMs);
  record.clock = clockAfter(record.clock, head, receivedAtMs);
  const codes: BatchFlagCode[] = [...clock.codes];
  if (verdict.isOutOfOrder) codes.push("outOfOrder");
  if (verdict.isChainReset) codes.push("chainReset");
  const quarantine = quarantineOf(verdict.contradiction, collector, batch);
  const flat = quarantine === null ? judgeLevels(record.levels, head.channels, judged.spans) : [];
  const { spans: _, ...rows } = judged;
  const flags: BatchFlags = {
    ...(codes.length === 0 ? {} : { batch: codes }),
    ...(clock.skewMs === null || !codes.includes("skewed") ? {} : { skewMs: clock.skewMs }),
    ...(clock.clockJumpMs === null ? {} : { clockJumpMs: clock.clockJumpMs }),
    ...(quarantine === null ? {} : { quarantine }),
    ...(flat.length === 0 ? {} : { flatLine: flat }),
    ...rows,
  };
  const events = [
    ...gapEvents(record, collector, verdict),
    ...skewEvents(record, collector, {
      skewMs: clock.skewMs,
      isSkewed: codes.includes("skewed"),
      receivedAtMs,
    }),
  ];
  return { kind: "new", isNumbered: true, flags, clone: verdict.contradiction, events };
}

/** Opens and closes the gaps of a record, with the events that tell of them. */
export function gapEvents(
  record: CollectorRecord,
  collector: KnownCollector,
  verdict: Extract<ReturnType<typeof judgeSequence>, { kind: "new" }>,
): readonly IntakeEvent[] {
  const { opened, closed } = verdict;
  const events: IntakeEvent[] = [];
  if (opened !== null) {
    noteGapSince(record, opened);
    events.push(eventAbout(collector, opened.sinceMs, { kind: "gapOpened", gap: opened }));
  }
  if (closed !== null) {
    events.push(eventAbout(collector, closed.sinceMs, { kind: "gapClosed", gap: closed }));
  }
  return events;
}

function quarantineOf(
  clone: Contradiction | null,
  collector: KnownCollector,
  { head, receivedAtMs, quarantine }: BatchToJudge,
): QuarantineReason | null {
  if (clone !== null) return clone.reason;
  if (collector.state === "quarantined") return "collectorQuarantined";
  if (receivedAtMs - head.lastAtMs > intakeParameters.tooOldAfterMs.value) return "tooOld";
  return quarantine;
}

function skewEvents(
  record: CollectorRecord,
  collector: KnownCollector,
  now: { readonly skewMs: number | null; readonly isSkewed: boolean; readonly receivedAtMs: number },
): readonly IntakeEvent[] {
  if (now.skewMs === null) return [];
  record.skewMs = now.skewMs;
  if (now.isSkewed === record.isSkewed) return [];
  record.isSkewed = now.isSkewed;
  const { skewMs } = now;
  return [
    now.isSkewed
      ? eventAbout(collector, now.receivedAtMs, { kind: "skewed", skewMs })
      : eventAbout(collector, now.receivedAtMs, { kind: "skewCleared", skewMs }),
  ];
}
