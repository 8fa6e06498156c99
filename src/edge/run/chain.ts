import { randomBytes } from "node:crypto";
import { composeBatch, saltSeedBytes, type SignedBatch } from "#telemetry";
import { markOf } from "../batch/sealed-batch.ts";
import type { BufferPart } from "../buffer/buffer.ts";
import type { BatchMark, CollectorState } from "../buffer/collector-state.ts";
import type { Cut } from "../buffer/cut-batch.ts";
import { deviceCrypto } from "../device/device-crypto.ts";
import type { DeviceKey } from "../device/device-key.ts";
import type { EdgeClock } from "./edge-clock.ts";

/** The collector's numbering and chain: which batch comes next, and what it follows. */
export interface Chain {
  readonly place: Pick<CollectorState, "epoch" | "nextSequence" | "head" | "acknowledged">;
  /** The next batch, and the state as it is once the batch is durable; nothing changes before `follow`. */
  sign(cut: Cut): { readonly batch: SignedBatch; readonly state: CollectorState };
  /** A state became durable. */
  follow(state: CollectorState): void;
  /** The state as it is, under a new version. */
  present(): CollectorState;
  acknowledge(mark: BatchMark): void;
  /** Goes on behind another batch than the last signed one. */
  setHead(mark: BatchMark | null): void;
  /** A greater epoch than all before, from sequence 0; to be written before anything is signed in it. */
  beginEpoch(): void;
}

interface ChainParts {
  readonly before: CollectorState;
  readonly collector: string;
  readonly key: DeviceKey;
  readonly clock: EdgeClock;
  readonly bufferPart: () => BufferPart;
}

/** Takes the chain up where a state left it, in a new epoch. */
export function createChain({ before, collector, key, clock, bufferPart }: ChainParts): Chain {
  const startedMs = clock.monotonicMs();
  let { version, head, acknowledged } = before;
  let epoch = Math.max(before.epoch + 1, clock.wall());
  let nextSequence = 0;

  const present = (): CollectorState => ({
    version: version + 1,
    epoch,
    nextSequence,
    head,
    acknowledged,
    ...bufferPart(),
  });
  const compose = (cut: Cut): SignedBatch => {
    const createdAtMs = clock.wall();
    const fields = {
      collector,
      key: key.keyId,
      epoch,
      sequence: nextSequence,
      previous: head?.hash ?? null,
      createdAtMs,
      uptimeMs: Math.max(0, Math.round(clock.monotonicMs() - startedMs)),
      content: cut.content,
      channels: cut.channels,
      gaps: cut.gaps,
      firstAtMs: cut.times?.firstAtMs ?? createdAtMs,
      lastAtMs: cut.times?.lastAtMs ?? createdAtMs,
    };
    const rows = { bytes: cut.rows, ends: cut.ends };
    const sign = (message: Uint8Array): Uint8Array => key.sign(message);
    return composeBatch(fields, rows, randomBytes(saltSeedBytes), { crypto: deviceCrypto, sign });
  };
  return {
    get place() {
      return { epoch, nextSequence, head, acknowledged };
    },
    sign: (cut) => {
      const batch = compose(cut);
      const next = { nextSequence: nextSequence + 1, head: markOf(batch), ranges: cut.ranges };
      return { batch, state: { ...present(), ...next } };
    },
    follow: (state) => {
      ({ version, nextSequence, head } = state);
    },
    present,
    acknowledge: (mark) => {
      acknowledged = acknowledged === null || isLater(mark, acknowledged) ? mark : acknowledged;
    },
    setHead: (mark) => {
      head = mark;
    },
    beginEpoch: () => {
      epoch = Math.max(epoch + 1, clock.wall());
      nextSequence = 0;
    },
  };
}

/** Whether a batch comes after another: in a newer epoch, or with a higher number in the same. */
export function isLater(
  a: Pick<BatchMark, "epoch" | "sequence">,
  b: Pick<BatchMark, "epoch" | "sequence">,
): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.sequence > b.sequence);
}
