import { readFileSync } from "node:fs";
import type { BatchGap, SignedBatch } from "#telemetry";
import { markOf } from "../batch/sealed-batch.ts";
import { openSealedStore } from "../batch/sealed-store.ts";
import type { SourcePosition } from "../buffer/buffer-record.ts";
import { type BufferMeasure, openBuffer } from "../buffer/buffer.ts";
import { type BatchMark, type CollectorState, firstState } from "../buffer/collector-state.ts";
import { replaceFile } from "../buffer/durable-file.ts";
import type { Accepted } from "../buffer/pending.ts";
import type { CollectorConfiguration } from "../configuration.ts";
import type { DeviceKey } from "../device/device-key.ts";
import { type Identity, statePaths } from "../device/identity.ts";
import { edgeFaults } from "../errors.ts";
import { type KeptReceipt, openReceiptBook } from "../uplink/receipt-book.ts";
import { createChain } from "./chain.ts";
import { openDiskReserve } from "./disk-reserve.ts";
import type { EdgeClock } from "./edge-clock.ts";
import { createTurns } from "./take-turns.ts";

/** How often a buffer without readings says that the collector runs. */
const aliveEveryMs = 30_000;
/** Most rows of a record of the buffer: batches are cut between records. */
const recordRows = 500;
/** Share of the bound from which on sources that can wait do. */
const nearlyFull = 0.8;

/** What was found on the disk when the collector started. */
export interface Found {
  readonly positions: Readonly<Record<string, SourcePosition>>;
  /** When it is known to have run last; null for a new one. */
  readonly aliveAtMs: number | null;
  readonly damagedBatches: readonly string[];
}

/**
 * The collector between its sources and its uplink: buffer, chain and receipts, durable in the order that lets it go on
 * after a stop at any moment. Everything that changes the disk takes its turn here.
 */
export interface CollectorCore {
  readonly found: Found;
  accept(accepted: Accepted): Promise<void>;
  tellGap(gap: BatchGap): void;
  /** One group commit. @throws what the disk says; nothing is lost by it but time */
  flush(): Promise<void>;
  /** Signs what waits; `even when empty` makes a sign of life. */
  seal(from: "live" | "backlog", options?: { readonly evenEmpty?: boolean }): Promise<boolean>;
  makeBacklog(): Promise<void>;
  /** Signed and without a receipt, the oldest first. */
  readonly waiting: readonly SignedBatch[];
  /** Keeps receipts, then forgets their batches. */
  acknowledge(kept: readonly { readonly batch: SignedBatch; readonly receipt: KeptReceipt }[]): Promise<void>;
  /** Puts a batch aside that the platform will never take, tells its rows as a gap, and begins a new epoch. */
  park(batch: SignedBatch, reason: object): Promise<void>;
  /** Goes on behind a batch that only the platform remembers. */
  adopt(mark: BatchMark): Promise<void>;
  readonly state: Pick<CollectorState, "epoch" | "nextSequence" | "head" | "acknowledged">;
  /** Whether what comes now would soon push out what came before. */
  readonly isNearlyFull: boolean;
  readonly measure: BufferMeasure & { readonly sealedBytes: number; readonly parked: number };
  close(): Promise<void>;
}

export interface CoreParts {
  readonly configuration: CollectorConfiguration;
  readonly identity: Identity;
  readonly key: DeviceKey;
  readonly clock: EdgeClock;
}

/** Opens the state directory and begins a new epoch, durable before anything is signed in it. */
export async function openCollectorCore({
  configuration,
  identity,
  key,
  clock,
}: CoreParts): Promise<CollectorCore> {
  const paths = statePaths(configuration.stateDirectory);
  const { store, state: sealedState, damaged } = openSealedStore(paths);
  const written = readState(paths.state);
  const before = sealedState !== null && sealedState.version > written.version ? sealedState : written;
  const reserve = openDiskReserve(paths.reserve, configuration.buffer.reserveBytes);
  const { buffer, positions, aliveAtMs } = await openBuffer(
    paths.buffer,
    before,
    { ...configuration.buffer, recordRows: Math.min(recordRows, configuration.batch.rows), aliveEveryMs },
    { clock: clock.wall, otherBytes: () => store.bytes },
  );
  const receipts = openReceiptBook(paths.receipts, configuration.receipts.maxBytes);
  const turns = createTurns();
  const { collector } = identity;
  const chain = createChain({ before, collector, key, clock, bufferPart: () => buffer.part() });

  const save = async (): Promise<void> => {
    const state = chain.present();
    await reserve.spend(() => replaceFile(paths.state, `${JSON.stringify(state)}\n`));
    chain.follow(state);
  };
  await reserve.require().catch(() => undefined);
  await save();
  buffer.removeUsed();
  for (const { gap } of damaged) buffer.tellGap(gap);

  return {
    found: { positions, aliveAtMs, damagedBatches: damaged.map(({ file }) => file) },
    accept: (accepted) => buffer.accept(accepted),
    tellGap: (gap) => buffer.tellGap(gap),
    flush: () =>
      turns(async () => {
        await reserve.require();
        store.shrinkParked(Math.floor(configuration.buffer.maxBytes / 4));
        await buffer.commit();
      }),
    seal: (from, { evenEmpty = false } = {}) =>
      turns(async () => {
        const cut = buffer.cut(from, configuration.batch);
        const isEmpty = cut.ends.length === 0 && cut.gaps.length === 0;
        if (isEmpty && !evenEmpty) {
          buffer.advance(cut);
          if (!buffer.hasUsedSegments) return false;
          await save();
          buffer.removeUsed();
          return false;
        }
        const sealed = chain.sign(cut);
        await reserve.spend(() => store.add(sealed));
        chain.follow(sealed.state);
        buffer.advance(cut);
        buffer.removeUsed();
        return true;
      }),
    makeBacklog: () => turns(async () => buffer.makeBacklog()),
    get waiting() {
      return store.waiting;
    },
    acknowledge: (kept) =>
      turns(async () => {
        await reserve.spend(() => receipts.keep(kept.map(({ receipt }) => receipt)));
        for (const { batch } of kept) chain.acknowledge(markOf(batch));
        await save();
        store.remove(kept.map(({ batch }) => batch));
      }),
    park: (batch, reason) =>
      turns(async () => {
        const { firstAtMs, lastAtMs, rowCount, channels, gaps } = batch.head;
        await reserve.spend(() => store.park(batch, reason));
        if (store.waiting.length === 0) chain.setHead(chain.place.acknowledged);
        chain.beginEpoch();
        await save();
        const elements = [...new Set(channels.map(({ element }) => element))].sort();
        buffer.tellGap({
          fromMs: firstAtMs,
          toMs: lastAtMs,
          reason: "refused",
          elements,
          readings: rowCount,
        });
        for (const gap of gaps) buffer.tellGap(gap);
        await buffer.commit();
      }),
    adopt: (mark) =>
      turns(async () => {
        chain.acknowledge(mark);
        if (store.waiting.length === 0) chain.setHead(mark);
        chain.beginEpoch();
        await save();
      }),
    get state() {
      return chain.place;
    },
    get isNearlyFull() {
      return buffer.measure.bytes + store.bytes > nearlyFull * configuration.buffer.maxBytes;
    },
    get measure() {
      return { ...buffer.measure, sealedBytes: store.bytes, parked: store.parkedCount };
    },
    close: () =>
      turns(async () => {
        await buffer.commit().catch(() => undefined);
        await save().catch(() => undefined);
        await buffer.close();
      }),
  };
}

function readState(path: string): CollectorState {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return firstState;
    throw edgeFaults.fault("EDGE_STATE_UNREADABLE", { path }, cause);
  }
  try {
    return JSON.parse(text) as CollectorState;
  } catch (cause) {
    throw edgeFaults.fault("EDGE_STATE_UNREADABLE", { path }, cause);
  }
}
