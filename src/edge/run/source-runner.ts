import { setTimeout as wait } from "node:timers/promises";
import { Fault, type EpochMs } from "#kernel";
import type { Json } from "#seal";
import { type BatchChannel, type BatchGap, type BusinessEvent, encodeEvents } from "#telemetry";
import type { SourcePosition } from "../buffer/buffer-record.ts";
import type { AcceptedEvent, AcceptedReading } from "../buffer/pending.ts";
import { createPipeline } from "../pipeline/create-pipeline.ts";
import type { Reading } from "../pipeline.ts";
import type { SourceConfig, SourceKind, SourcePlace } from "../source-kind.ts";
import type { Sample, SourceEvent, SourceHealth, SourceSink } from "../source.ts";
import type { CollectorCore } from "./collector-core.ts";
import type { EdgeClock } from "./edge-clock.ts";
import type { Haste } from "./haste.ts";
import { createHealthGaps } from "./health-gaps.ts";

/** What a person sees of a source. */
export interface SourceStatus {
  readonly id: string;
  readonly kind: string;
  readonly health: SourceHealth;
  readonly sinceMs: EpochMs;
  readonly samples: number;
  readonly readings: number;
  readonly events: number;
  readonly refused: number;
  readonly lastAtMs: EpochMs | null;
  readonly lastRefusal: string | null;
}

/** One source at work: opens it, reopens it, and passes on what it reads. */
export interface SourceRunner {
  readonly status: SourceStatus;
  /** Closes windows, sends heartbeats and tells gaps that are due. */
  tick(): void;
  /** Resolves when the source has let go; its pipeline is kept for the next start. */
  readonly ended: Promise<void>;
}

interface RunnerParts {
  readonly core: Pick<CollectorCore, "accept" | "tellGap" | "isNearlyFull">;
  readonly haste: Pick<Haste, "need">;
  readonly clock: EdgeClock;
  readonly place: SourcePlace;
  /** Where the source was; null for a new one. */
  readonly saved: SourcePosition | null;
  readonly signal: AbortSignal;
}

/** How often a source that waits for room looks again. */
const roomLookMs = 250;
const waits = { firstMs: 1000, longestMs: 60_000 };

export function runSource(config: SourceConfig, kind: SourceKind, parts: RunnerParts): SourceRunner {
  const { core, haste, clock, place, saved, signal } = parts;
  const elements = [...new Set(config.channels.map(({ element }) => element))];
  const pipeline = createPipeline(config.channels, saved?.pipeline ?? null);
  const gaps = createHealthGaps(elements);
  const counts = { samples: 0, readings: 0, events: 0, refused: 0 };
  let position: Json | null = saved?.position ?? null;
  let given = position;
  // Without windows a pipeline that starts afresh says nothing twice that adds up.
  const hasMemory = config.channels.some(({ window }) => window !== undefined);
  const remember = (): SourcePosition => ({ position: given, pipeline: hasMemory ? pipeline.state() : null });
  let health: SourceHealth = { kind: "down", reason: "starting", detail: "" };
  let sinceMs = clock.wall();
  let lastAtMs: EpochMs | null = null;
  const heardAtMs = new Map<string, EpochMs>();
  let lastRefusal: string | null = null;

  // Until its first word nobody hears the source.
  gaps.health(health, sinceMs);
  const tell = (told: readonly BatchGap[]): void => {
    // What such a source could not read now it reads later; nothing of it is missing.
    if (!kind.isReplayable) for (const gap of told) core.tellGap(gap);
  };
  const pass = async (
    readings: readonly Reading[],
    events: readonly AcceptedEvent[],
    next: Json | undefined,
    refused: readonly BatchGap[] = [],
  ): Promise<void> => {
    const isNothing = readings.length + events.length + refused.length === 0;
    if (isNothing && next === undefined && !hasMemory) return;
    if (next !== undefined) given = next;
    counts.readings += readings.length;
    counts.events += events.length;
    if (kind.isAwaited) haste.need();
    await core.accept({
      source: config.id,
      readings: readings.map((reading) => acceptedOf(config, reading)),
      events,
      position: hasMemory || given !== null ? remember : null,
      gaps: refused,
      isReplayable: kind.isReplayable,
    });
    if (next !== undefined) position = next;
  };
  // What can be read again later is not read into a buffer that would have to give up something for it.
  const room = async (): Promise<void> => {
    while (kind.isReplayable && core.isNearlyFull && !signal.aborted) {
      await wait(roomLookMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const sink: SourceSink = {
    samples: async (samples, next) => {
      await room();
      counts.samples += samples.length;
      const { readings, refused } = pipeline.take(samples);
      counts.refused += refused.length;
      const nowMs = clock.wall();
      for (const sample of refused) if (sample.quality === "bad") gaps.bad(sample);
      const wrong = new Set(refused);
      for (const sample of samples) {
        if (wrong.has(sample)) continue;
        lastAtMs = Math.max(lastAtMs ?? 0, sample.toMs);
        heardAtMs.set(sample.element, nowMs);
        tell(gaps.good(sample.element, nowMs));
      }
      const lost = refused.filter(({ quality }) => quality !== "bad" || kind.isReplayable);
      const last = lost.at(-1);
      if (last !== undefined) lastRefusal = `${last.element} ${last.channel} ${last.value} @${last.toMs}`;
      await pass(readings, [], next, refusedGaps(lost));
    },
    events: async (events, next) => {
      await room();
      const { accepted, refused, problem } = sortEvents(events, clock.wall());
      for (const { atMs } of accepted) lastAtMs = Math.max(lastAtMs ?? 0, atMs);
      counts.refused += refused.length;
      lastRefusal = problem ?? lastRefusal;
      await pass([], accepted, next, refused);
    },
    health: (next) => {
      const isNews = next.kind !== health.kind || next.kind === "down";
      if (next.kind !== health.kind) sinceMs = clock.wall();
      if (isNews) tell(gaps.health(next, clock.wall(), heardAtMs));
      health = next;
    },
    gap: (fromMs, toMs) => {
      core.tellGap({ fromMs, toMs, reason: "sourceDown", elements: elements.toSorted(), readings: null });
    },
    get position() {
      return position;
    },
    clock: clock.wall,
  };
  const run = async (): Promise<void> => {
    let waitMs = waits.firstMs;
    while (!signal.aborted) {
      const openedMs = clock.monotonicMs();
      try {
        const source = await kind.load(place);
        await source.open(config, sink, signal);
        if (signal.aborted) break;
        sink.health({ kind: "down", reason: "ended", detail: "the source ended by itself" });
      } catch (cause) {
        if (signal.aborted) break;
        sink.health({ kind: "down", reason: "failed", detail: messageOf(cause) });
      }
      if (clock.monotonicMs() - openedMs > waits.longestMs) waitMs = waits.firstMs;
      await wait(waitMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      waitMs = Math.min(2 * waitMs, waits.longestMs);
    }
    tell(gaps.tick(clock.wall(), true));
  };
  return {
    get status() {
      const { id, kind: name } = config;
      return { id, kind: name, health, sinceMs, ...counts, lastAtMs, lastRefusal };
    },
    tick: () => {
      const nowMs = clock.wall();
      tell(gaps.tick(nowMs));
      const readings = pipeline.tick(nowMs);
      if (readings.length > 0) void pass(readings, [], undefined);
    },
    ended: run(),
  };
}

function acceptedOf(config: SourceConfig, reading: Reading): AcceptedReading {
  const map = config.channels[reading.map];
  if (map === undefined) throw new RangeError(`no channel map ${reading.map}`);
  const channel: BatchChannel = { element: map.element, channel: map.channel, scale: map.scale };
  const { fromMs, toMs, integer } = reading;
  return { channel, priority: map.priority, fromMs, toMs, integer };
}

/** Events that can be sealed, and those that cannot as gaps. */
function sortEvents(events: readonly SourceEvent[], nowMs: EpochMs) {
  const accepted: AcceptedEvent[] = [];
  const refused: BatchGap[] = [];
  let problem: string | null = null;
  for (const event of events) {
    const row = rowOf(event);
    if (row.kind === "row") {
      accepted.push({ atMs: row.atMs, row: row.text });
      continue;
    }
    problem = row.problem;
    const atMs = Number.isSafeInteger(event.atMs) && event.atMs >= 0 ? event.atMs : nowMs;
    refused.push({ fromMs: atMs, toMs: atMs, reason: "refused", elements: [], readings: 1 });
  }
  return { accepted, refused, problem };
}

/** The sealed text of an event, or why it cannot be sealed. */
function rowOf(event: SourceEvent) {
  try {
    const { bytes } = encodeEvents([event.row as unknown as BusinessEvent]);
    return {
      kind: "row",
      text: Buffer.from(bytes).toString("utf8"),
      atMs: Number(event.row["atMs"]),
    } as const;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    return { kind: "refused", problem: cause.message } as const;
  }
}

/** Samples that cannot be readings, as one gap for each element. */
function refusedGaps(samples: readonly Sample[]): BatchGap[] {
  const byElement = new Map<string, Sample[]>();
  for (const sample of samples)
    byElement.set(sample.element, [...(byElement.get(sample.element) ?? []), sample]);
  return [...byElement].map(([element, those]) => {
    const times = those
      .flatMap(({ fromMs, toMs }) => [fromMs, toMs])
      .filter((ms) => Number.isSafeInteger(ms) && ms >= 0);
    const fromMs = Math.min(...times);
    const toMs = Math.max(...times);
    const span = times.length === 0 ? { fromMs: 0, toMs: 0 } : { fromMs, toMs };
    return { ...span, reason: "refused", elements: [element], readings: those.length };
  });
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}
