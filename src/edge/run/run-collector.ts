import { setTimeout as wait } from "node:timers/promises";
import type { EpochMs } from "#kernel";
import type { BatchGap } from "#telemetry";
import type { CollectorConfiguration } from "../configuration.ts";
import type { DeviceKey } from "../device/device-key.ts";
import type { Identity } from "../device/identity.ts";
import type { SourceKind } from "../source-kind.ts";
import type { Uplink } from "../uplink/uplink.ts";
import { isClockSet, untilClockIsSet } from "./clock-is-set.ts";
import { type CollectorCore, openCollectorCore } from "./collector-core.ts";
import { isDiskFull } from "./disk-reserve.ts";
import { type EdgeClock, watchClock } from "./edge-clock.ts";
import { createHaste, type Haste } from "./haste.ts";
import { startSendLoop, type UplinkStatus } from "./send-loop.ts";
import { runSource, type SourceRunner, type SourceStatus } from "./source-runner.ts";

export interface CollectorParts {
  readonly configuration: CollectorConfiguration;
  readonly identity: Identity;
  readonly key: DeviceKey;
  readonly clock: EdgeClock;
  readonly kinds: Readonly<Record<string, SourceKind>>;
  readonly connect: (server: string) => Promise<Uplink>;
  readonly signal: AbortSignal;
}

/** Whether what was collected can be written. */
export interface DiskStatus {
  readonly state: "fine" | "full" | "failed";
  readonly sinceMs: EpochMs;
  /** What the system said, for example ENOSPC; null while fine. */
  readonly code: string | null;
}

/** Everything that `touchstone collector status` shows of a running collector. */
export interface CollectorStatus {
  readonly collector: string;
  readonly name: string;
  readonly pid: number;
  readonly startedAtMs: EpochMs;
  readonly epoch: number;
  readonly nextSequence: number;
  readonly acknowledged: CollectorCore["state"]["acknowledged"];
  readonly buffer: CollectorCore["measure"] & { readonly maxBytes: number; readonly waitingBatches: number };
  readonly disk: DiskStatus;
  readonly uplink: UplinkStatus;
  readonly sources: readonly SourceStatus[];
  readonly clockJumps: number;
  /** Whether the clock is before the enrolment: nothing is collected until it is set. */
  readonly isClockUnset: boolean;
  readonly damagedBatches: readonly string[];
}

export interface RunningCollector {
  readonly status: CollectorStatus;
  /** Resolves when everything is on the disk and closed, after the signal was aborted. */
  readonly ended: Promise<void>;
}

/** Starts a collector: sources → buffer → chain → platform. */
export async function startCollector(parts: CollectorParts): Promise<RunningCollector> {
  const { configuration, identity, clock, kinds, signal, connect } = parts;
  const startedAtMs = clock.wall();
  const core = await openCollectorCore(parts);
  const haste = createHaste(configuration.buffer);
  const runners: SourceRunner[] = [];
  const startSources = (): void => {
    if (signal.aborted) return;
    const { aliveAtMs } = core.found;
    for (const gap of gapsOfPause(configuration, kinds, aliveAtMs, clock.wall())) core.tellGap(gap);
    runners.push(...configuration.sources.map((source) => startSource(source, parts, core, haste)));
  };
  const { enrolledAtMs } = identity;
  const haveStarted = isClockSet(clock, enrolledAtMs)
    ? Promise.resolve(startSources())
    : untilClockIsSet(clock, enrolledAtMs, signal).then(startSources);
  const flushing = startFlushing(core, { runners, haveStarted }, parts, haste);
  const sending = startSendLoop({
    core,
    configuration,
    platformKey: identity.platformKey,
    enrolledAtMs,
    clock,
    connect,
    signal,
  });
  const stop = async (): Promise<void> => {
    await Promise.all([flushing.ended, sending.ended]);
    await core.close();
  };
  return {
    get status() {
      const { epoch, nextSequence, acknowledged } = core.state;
      return {
        collector: identity.collector,
        name: identity.name,
        pid: process.pid,
        startedAtMs,
        epoch,
        nextSequence,
        acknowledged,
        buffer: {
          ...core.measure,
          maxBytes: configuration.buffer.maxBytes,
          waitingBatches: core.waiting.length,
        },
        disk: flushing.disk,
        uplink: sending.status,
        sources: runners.map(({ status }) => status),
        clockJumps: flushing.clockJumps,
        isClockUnset: !isClockSet(clock, enrolledAtMs),
        damagedBatches: core.found.damagedBatches,
      };
    },
    ended: stop(),
  };
}

function startSource(
  source: CollectorConfiguration["sources"][number],
  { configuration, kinds, clock, signal }: CollectorParts,
  core: CollectorCore,
  haste: Haste,
): SourceRunner {
  const kind = kinds[source.kind];
  if (kind === undefined) throw new RangeError(`no source of kind ${source.kind}`);
  const saved = core.found.positions[source.id] ?? null;
  return runSource(source, kind, { core, haste, clock, place: configuration.place, saved, signal });
}

/** What nobody collected while the collector was off. */
function gapsOfPause(
  { sources }: CollectorConfiguration,
  kinds: CollectorParts["kinds"],
  aliveAtMs: EpochMs | null,
  nowMs: EpochMs,
): BatchGap[] {
  if (aliveAtMs === null || aliveAtMs === nowMs) return [];
  if (aliveAtMs > nowMs) {
    return [{ fromMs: nowMs, toMs: aliveAtMs, reason: "clockJump", elements: [], readings: 0 }];
  }
  const live = sources.filter(({ kind }) => kinds[kind]?.isReplayable === false);
  const elements = [
    ...new Set(live.flatMap(({ channels }) => channels.map(({ element }) => element))),
  ].sort();
  if (elements.length === 0) return [];
  return [{ fromMs: aliveAtMs, toMs: nowMs, reason: "powerOff", elements, readings: null }];
}

/** How long a stop waits for its sources, and how often it writes meanwhile. */
const stopPatienceMs = 10_000;
const stopBeatMs = 20;

/** The collector's beat: windows, clock, and one group commit each `flushMs`, or sooner where somebody waits. */
function startFlushing(
  core: CollectorCore,
  sources: { readonly runners: readonly SourceRunner[]; readonly haveStarted: Promise<void> },
  parts: CollectorParts,
  haste: Haste,
) {
  const { configuration, clock, signal } = parts;
  const { runners, haveStarted } = sources;
  const lookAtClock = watchClock(clock, configuration.clock.jumpMs);
  const state: { disk: DiskStatus; clockJumps: number } = {
    disk: { state: "fine", sinceMs: clock.wall(), code: null },
    clockJumps: 0,
  };
  const beat = async (): Promise<void> => {
    const jump = lookAtClock();
    if (jump !== null) {
      state.clockJumps += 1;
      const { expectedMs, foundMs } = jump;
      const fromMs = Math.min(expectedMs, foundMs);
      const toMs = Math.max(expectedMs, foundMs);
      core.tellGap({ fromMs, toMs, reason: "clockJump", elements: [], readings: 0 });
    }
    for (const runner of runners) runner.tick();
    try {
      await core.flush();
      if (state.disk.state !== "fine") state.disk = { state: "fine", sinceMs: clock.wall(), code: null };
    } catch (cause) {
      const now = isDiskFull(cause) ? "full" : "failed";
      const sinceMs = state.disk.state === now ? state.disk.sinceMs : clock.wall();
      state.disk = { state: now, sinceMs, code: codeOf(cause) };
    }
  };
  const run = async (): Promise<void> => {
    let haveSourcesEnded = false;
    const letGo = async (): Promise<void> => {
      await haveStarted;
      await Promise.all(runners.map(({ ended }) => ended));
      haveSourcesEnded = true;
    };
    void letGo();
    while (!signal.aborted) {
      await beat();
      await haste.untilDue(signal);
    }
    // A source that waits for the disk must see its data there before it can let go; a full disk ends the patience.
    const stoppedMs = clock.monotonicMs();
    while (!haveSourcesEnded && clock.monotonicMs() - stoppedMs < stopPatienceMs) {
      await beat();
      await wait(stopBeatMs);
    }
    await beat();
  };
  const ended = run();
  return {
    ended,
    get disk() {
      return state.disk;
    },
    get clockJumps() {
      return state.clockJumps;
    },
  };
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
