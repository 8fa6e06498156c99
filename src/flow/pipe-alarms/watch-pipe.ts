import type { CollectorLive, IntakeEvents, LiveIntake } from "#intake";
import type { Clock, EpochMs, IdSource } from "#kernel";
import type { CollectorDirectory, KnownCollector } from "#registry";
import { judgeCollector, type Verdict } from "./judge-collector.ts";
import { pipeAlarmParameters as limits } from "./parameters.ts";
import type { PipeAlarm, PipeAlarmKind } from "./pipe-alarm.ts";
import type { PipeAlarmStore } from "./pipe-alarm-store.ts";

/** What watching the pipe needs, passed in. */
export interface PipeParts {
  readonly directory: CollectorDirectory;
  readonly live: LiveIntake;
  readonly events: IntakeEvents;
  readonly store: PipeAlarmStore;
  readonly clock: Clock;
  readonly nextId: IdSource;
}

/** Looks at every collector and raises, renews and clears alarms. */
export interface PipeWatch {
  /** One look; looks follow one another. @returns what was raised and cleared */
  look(): Promise<{ readonly raised: readonly PipeAlarm[]; readonly cleared: readonly PipeAlarm[] }>;
  /** Stops listening; waits for a look under way. */
  stop(): Promise<void>;
}

/** What is remembered of a collector between looks. */
interface Memory {
  steadySinceMs: EpochMs | null;
  readonly samples: { readonly atMs: EpochMs; readonly received: number; readonly quarantined: number }[];
  cloneReason: string | null;
}

/** An open alarm is written again no more often than this, however often it is looked at. */
const renewEveryMs = 60_000;

/** Opens the watch; alarms that were open when the process ended are taken up again. */
export function openPipeWatch({ directory, live, events, store, clock, nextId }: PipeParts): PipeWatch {
  const memories = new Map<string, Memory>();
  const open = new Map<string, PipeAlarm>();
  const loaded = new Set<string>();
  const listeningSinceMs = clock();
  const memoryOf = (collector: string): Memory => {
    const known = memories.get(collector) ?? { steadySinceMs: null, samples: [], cloneReason: null };
    memories.set(collector, known);
    return known;
  };
  const stopListening = events.onEvent((event) => {
    if (event.kind === "clone") memoryOf(event.collector).cloneReason = event.reason;
  });
  let last: Promise<unknown> = Promise.resolve();

  const load = async (partyId: string): Promise<void> => {
    if (loaded.has(partyId)) return;
    for (const alarm of await store.listOpen(partyId)) open.set(keyOf(alarm.collector, alarm.kind), alarm);
    loaded.add(partyId);
  };
  const apply = async (
    collector: KnownCollector,
    [kind, verdict]: readonly [PipeAlarmKind, Verdict],
    nowMs: EpochMs,
  ): Promise<{ readonly raised?: PipeAlarm; readonly cleared?: PipeAlarm }> => {
    const key = keyOf(collector.id, kind);
    const found = open.get(key);
    if (verdict.kind === "raise" && found === undefined) {
      const { id, partyId, enterpriseId } = collector;
      const since = { raisedAtMs: nowMs, seenAtMs: nowMs, clearedAtMs: null, clearedBy: null };
      const alarm = {
        id: nextId(),
        partyId,
        kind,
        collector: id,
        enterpriseId,
        ...since,
        figures: verdict.figures,
      };
      if (!(await store.raise(alarm))) return {};
      open.set(key, alarm);
      return { raised: alarm };
    }
    if (verdict.kind === "raise" && found !== undefined && nowMs - found.seenAtMs >= renewEveryMs) {
      const { figures } = verdict;
      open.set(key, { ...found, seenAtMs: nowMs, figures });
      await store.renew(found.partyId, found.id, { atMs: nowMs, figures });
    }
    if (verdict.kind !== "clear" || found === undefined) return {};
    await store.clear(found.partyId, found.id, { atMs: nowMs, by: verdict.by });
    open.delete(key);
    return { cleared: { ...found, clearedAtMs: nowMs, clearedBy: verdict.by } };
  };
  const lookOnce = async () => {
    const nowMs = clock();
    const raised: PipeAlarm[] = [];
    const cleared: PipeAlarm[] = [];
    for (const collector of directory.all()) {
      await load(collector.partyId);
      const memory = memoryOf(collector.id);
      const found = live.find(collector.id);
      remember(memory, found, nowMs);
      if (collector.state !== "quarantined") memory.cloneReason = null;
      const verdicts = judgeCollector({
        nowMs,
        listeningSinceMs,
        state: collector.state,
        live: found,
        steadySinceMs: memory.steadySinceMs,
        window: windowOf(memory),
        cloneReason: memory.cloneReason,
      });
      for (const verdict of Object.entries(verdicts) as [PipeAlarmKind, Verdict][]) {
        const done = await apply(collector, verdict, nowMs);
        if (done.raised !== undefined) raised.push(done.raised);
        if (done.cleared !== undefined) cleared.push(done.cleared);
      }
    }
    return { raised, cleared };
  };
  return {
    look: async () => {
      const look = last.then(lookOnce, lookOnce);
      last = look.catch(() => undefined);
      return await look;
    },
    stop: async () => {
      stopListening();
      await last;
    },
  };
}

const keyOf = (collector: string, kind: PipeAlarmKind): string => `${collector} ${kind}`;

function remember(memory: Memory, live: CollectorLive | null, nowMs: EpochMs): void {
  if (live === null) return;
  const { lastReceivedAtMs, rows } = live;
  const isFlowing = lastReceivedAtMs !== null && nowMs - lastReceivedAtMs < limits.silenceClearMs.value;
  memory.steadySinceMs = isFlowing ? (memory.steadySinceMs ?? lastReceivedAtMs) : null;
  const { samples } = memory;
  samples.push({ atMs: nowMs, received: rows.received, quarantined: rows.quarantined });
  // The newest sample before the window stays: growth is counted from it.
  const fromMs = nowMs - limits.quarantineWindowMs.value;
  while (samples.length > 2 && (samples[1]?.atMs ?? nowMs) <= fromMs) samples.shift();
}

function windowOf({ samples }: Memory): { readonly received: number; readonly quarantined: number } {
  const [first, newest] = [samples[0], samples.at(-1)];
  if (first === undefined || newest === undefined) return { received: 0, quarantined: 0 };
  return {
    received: newest.received - first.received,
    quarantined: newest.quarantined - first.quarantined,
  };
}
