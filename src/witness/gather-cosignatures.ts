import type { Clock, EpochMs } from "#kernel";
import type { Checkpoint, LogReader } from "#ledger";
import {
  fewestCosignatures,
  isQuorum,
  parseNote,
  type NoteSignature,
  type VerifierKey,
  type WitnessPolicy,
} from "#seal";
import { askWitness, type AskedWitness } from "./ask-witness.ts";
import { composeCosigned, readCosigned } from "./cosigned-note.ts";
import { witnessFaults } from "./errors.ts";
import type {
  CosignedCheckpoint,
  Witnessing,
  WitnessingState,
  WitnessProblem,
  WitnessState,
} from "./witnessing.ts";

/** Port: where the newest checkpoint that reached the quorum is kept; `write` returns when it is durable. */
export interface CosignedStore {
  read(): string | null;
  write(note: string): void;
  /** Leaves how the witnesses stand for other processes to see; may be lost. */
  keepState(state: WitnessingState): void;
}

/** A witness that fails is asked again after this, doubled each time up to the longest. */
export const witnessWaitsMs = { first: 1000, longest: 60_000, answer: 5000 } as const;

export interface WitnessingOptions {
  readonly policy: WitnessPolicy;
  /** Name of the platform log. */
  readonly origin: string;
  readonly logs: Pick<LogReader, "consistency">;
  readonly store: CosignedStore;
  readonly clock: Clock;
  /** Told of faults of our own, never of a witness that is away. */
  readonly onFailure: (cause: unknown) => void;
  /** Other waits, for those who test. */
  readonly waitsMs?: { readonly first: number; readonly longest: number; readonly answer: number };
}

/** One witness and what is known of it. */
interface Followed {
  readonly key: VerifierKey;
  readonly url: string;
  size: number | null;
  lastSeenAtMs: EpochMs | null;
  problem: WitnessProblem | null;
  waitMs: number;
  nextAttemptAtMs: EpochMs;
  isAsked: boolean;
}

/** A checkpoint that is being cosigned, and what came so far. */
interface Round {
  readonly checkpoint: Checkpoint;
  readonly body: string;
  readonly cosignatures: Map<Followed, NoteSignature>;
}

/**
 * Asks the witnesses of a policy for cosignatures. All of them are asked for the same checkpoint at the same time, so
 * that their cosignatures add up; one that does not answer is left alone for a while and holds up nobody. One that
 * was away gets a consistency proof from the size that it names.
 * @throws WITNESS_POLICY_UNUSABLE when a witness of the policy has no address
 */
export function gatherCosignatures(options: WitnessingOptions): Witnessing {
  const { policy, store, clock, onFailure } = options;
  const waits = options.waitsMs ?? witnessWaitsMs;
  const followed = policy.witnesses.map((witness) => follow(witness, waits.first));
  const stop = new AbortController();
  const kept = store.read();
  let cosigned: CosignedCheckpoint | null = kept === null ? null : readCosigned(kept, policy);
  let cosignedAtMs: EpochMs | null = null;
  let newest: Checkpoint | null = null;
  let round: Round | null = null;
  let timer: NodeJS.Timeout | undefined;
  const asking = new Set<Promise<void>>();

  const publish = ({ checkpoint, cosignatures }: Round): void => {
    const { size } = checkpoint;
    if (size < (cosigned?.size ?? 0)) return;
    const keys = [...cosignatures.keys()].map(({ key }) => key);
    if (!isQuorum(policy.quorum, keys)) return;
    const note = composeCosigned(checkpoint.note, [...cosignatures.values()]);
    store.write(note);
    cosigned = { size, note, witnesses: keys.map(({ name }) => name) };
    cosignedAtMs = clock();
  };
  const isWanting = (one: Followed): boolean =>
    newest !== null && !one.isAsked && (one.size ?? -1) < newest.size && one.nextAttemptAtMs <= clock();
  const startRound = (checkpoint: Checkpoint): void => {
    const wanting = followed.filter(isWanting);
    // Who was away joins those that cosigned this checkpoint before.
    if (round?.checkpoint.note !== checkpoint.note) {
      round = { checkpoint, body: parseNote(checkpoint.note).body, cosignatures: new Map() };
    }
    for (const one of wanting) {
      const asked: Promise<void> = ask(one, round).then(() => finish(asked));
      asking.add(asked);
    }
  };
  const state = (): WitnessingState => ({
    quorum: fewestCosignatures(policy.quorum),
    offeredSize: newest?.size ?? 0,
    cosignedSize: cosigned?.size ?? 0,
    cosignedAtMs,
    witnesses: followed.map((one) => stateOf(one, newest?.size ?? 0)),
  });
  const finish = (asked: Promise<void>): void => {
    asking.delete(asked);
    try {
      store.keepState(state());
    } catch (cause) {
      onFailure(cause);
    }
    goOn();
  };
  /** The next round begins when all answered, or the quorum did: a slow witness holds up nobody. */
  const goOn = (): void => {
    clearTimeout(timer);
    if (stop.signal.aborted || newest === null) return;
    const isOver = asking.size === 0 || (cosigned?.size ?? -1) >= (round?.checkpoint.size ?? 0);
    if (isOver && followed.some(isWanting)) return startRound(newest);
    const size = newest.size;
    const waiting = followed.filter((one) => !one.isAsked && (one.size ?? -1) < size);
    const next = Math.min(...waiting.map(({ nextAttemptAtMs }) => nextAttemptAtMs));
    if (next > clock() && Number.isFinite(next)) timer = setTimeout(goOn, next - clock()).unref();
  };
  const ask = async (one: Followed, asked: Round): Promise<void> => {
    one.isAsked = true;
    try {
      const answered = await askUntilKnown(options, one, asked, stop.signal);
      learn(one, asked, answered);
      if (answered.kind === "cosigned") publish(asked);
    } catch (cause) {
      one.nextAttemptAtMs = clock() + waits.longest;
      onFailure(cause);
    } finally {
      one.isAsked = false;
    }
  };
  const learn = (one: Followed, { checkpoint, cosignatures }: Round, answered: AskedWitness): void => {
    const nowMs = clock();
    if (answered.kind === "cosigned") {
      cosignatures.set(one, answered.signature);
      Object.assign(one, { size: checkpoint.size, lastSeenAtMs: nowMs, problem: null, waitMs: waits.first });
      one.nextAttemptAtMs = nowMs;
      return;
    }
    const problem = answered.kind === "failed" ? answered.problem : aheadOf(answered.size, checkpoint.size);
    if (problem.kind !== "unreachable") one.lastSeenAtMs = nowMs;
    const isSame = one.problem?.kind === problem.kind;
    one.problem = { ...problem, sinceMs: isSame ? (one.problem?.sinceMs ?? nowMs) : nowMs };
    one.nextAttemptAtMs = nowMs + one.waitMs;
    one.waitMs = Math.min(one.waitMs * 2, waits.longest);
  };
  return {
    offer(checkpoint) {
      if (newest !== null && checkpoint.size < newest.size) return;
      newest = checkpoint;
      goOn();
    },
    cosigned: () => cosigned,
    state,
    async settled() {
      while (asking.size > 0) await Promise.all(asking);
    },
    async close() {
      stop.abort();
      clearTimeout(timer);
      await Promise.all(asking);
    },
  };
}

/** A witness that names another size is asked once more, from there. */
async function askUntilKnown(
  { origin, logs, waitsMs = witnessWaitsMs }: WitnessingOptions,
  one: Followed,
  { checkpoint, body }: Round,
  stop: AbortSignal,
): Promise<AskedWitness> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(waitsMs.answer)]);
  let oldSize = one.size ?? 0;
  for (let attempt = 0; ; attempt++) {
    const isEmpty = oldSize === 0 || oldSize === checkpoint.size;
    const proof = isEmpty ? [] : await logs.consistency(origin, { from: oldSize, to: checkpoint.size });
    if (proof === null) return { kind: "otherSize", size: oldSize };
    const answered = await askWitness(one, { checkpoint, body, oldSize, proof }, signal);
    if (answered.kind !== "otherSize") return answered;
    one.size = answered.size;
    if (answered.size > checkpoint.size) return answered;
    // The same size again means another root; two other sizes, that others ask it for this log as well.
    if (answered.size === oldSize) {
      const detail = `another root than this log's at size ${answered.size}`;
      return { kind: "failed", problem: { kind: "fork", detail } };
    }
    if (attempt === 2)
      return { kind: "failed", problem: { kind: "busy", detail: "its size keeps changing" } };
    oldSize = answered.size;
  }
}

function aheadOf(known: number, size: number): Omit<WitnessProblem, "sinceMs"> {
  return { kind: "ahead", detail: `it cosigned ${known} leaves, this log has ${size}` };
}

function follow({ name, key, url }: WitnessPolicy["witnesses"][number], waitMs: number): Followed {
  if (url === null || !/^https?:\/\/[^\s]+$/.test(url)) {
    throw witnessFaults.fault("WITNESS_POLICY_UNUSABLE", { problem: `witness ${name}: http(s) URL, ${url}` });
  }
  const nothing = { size: null, lastSeenAtMs: null, problem: null };
  return { key, url, ...nothing, waitMs, nextAttemptAtMs: 0, isAsked: false };
}

function stateOf(one: Followed, offeredSize: number): WitnessState {
  const { key, url, size, lastSeenAtMs, problem, nextAttemptAtMs } = one;
  const lag = Math.max(0, offeredSize - (size ?? 0));
  const nextAtMs = problem === null ? null : nextAttemptAtMs;
  return { name: key.name, url, size, lastSeenAtMs, lag, problem, nextAttemptAtMs: nextAtMs };
}
