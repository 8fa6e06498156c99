import { createHash, generateKeyPairSync, sign } from "node:crypto";
import {
  algorithmEd25519,
  formatVerifierKey,
  makeVerifierKey,
  type Receipt,
  receiptMessage,
  toBase64,
} from "#seal";
import {
  type BatchAnswer,
  type BatchGap,
  batchHash,
  batchMessage,
  checkBatch,
  type CollectorProgress,
  decodeReadings,
  type SignedBatch,
} from "#telemetry";
import { deviceCrypto } from "../device/device-crypto.ts";
import type { Uplink } from "../uplink/uplink.ts";

/** A reading that arrived, with the batch that brought it. */
export interface ArrivedReading {
  readonly element: string;
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
  readonly batch: string;
}

/**
 * The platform's side of the contract, in memory, for tests of the collector alone: checks form, root, signature and chain
 * of every batch, answers a copy with the first receipt, and refuses another batch under a number that is taken.
 */
export interface TestPlatform {
  readonly platformKey: string;
  /** Registers the device's key. */
  admit(publicKey: Uint8Array): void;
  accept(batch: SignedBatch): BatchAnswer;
  progress(collector: string): CollectorProgress;
  uplink(): Uplink;
  readonly batches: readonly SignedBatch[];
  readings(): ArrivedReading[];
  gaps(): BatchGap[];
  /** Everything that a correct collector never does: forks, conflicts, bad signatures, holes. */
  readonly wrongs: readonly string[];
  /** Called before each batch; an answer given here is the platform's. */
  intercept: ((batch: SignedBatch) => BatchAnswer | null) | null;
  /** Called before a request; throws what the network does. */
  network: (() => Promise<void> | void) | null;
}

export function createTestPlatform(clock: () => number = () => Date.now()): TestPlatform {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url");
  const platformKey = formatVerifierKey(
    makeVerifierKey(deviceCrypto.sha256, {
      name: "test/platform",
      algorithm: algorithmEd25519,
      publicKey: raw,
    }),
  );
  const deviceKeys: Uint8Array[] = [];
  const taken = new Map<string, { readonly hash: string; readonly answer: BatchAnswer }>();
  const batches: SignedBatch[] = [];
  const wrongs: string[] = [];

  const receiptOf = (hash: string): Receipt => {
    const body = {
      origin: "test/e/1",
      index: batches.length,
      leafHash: toBase64(createHash("sha256").update(hash).digest()),
      receivedAtMs: clock(),
    };
    return { ...body, signature: toBase64(sign(null, Buffer.from(receiptMessage(body)), privateKey)) };
  };
  const refuse = (batch: SignedBatch, detail: string): BatchAnswer => {
    wrongs.push(`${batch.head.epoch}/${batch.head.sequence}: ${detail}`);
    const { collector, epoch, sequence } = batch.head;
    return { kind: "refused", collector, epoch, sequence, reason: "malformed", detail };
  };
  const lookAtChain = ({ head }: SignedBatch): void => {
    const last = batches.at(-1)?.head;
    const expected = last === undefined ? null : toBase64(batchHash(deviceCrypto.sha256, last));
    const name = `${head.epoch}/${head.sequence}`;
    if (head.previous !== expected) wrongs.push(`${name}: previous is not the batch before`);
    if (last?.epoch === head.epoch && head.sequence !== last.sequence + 1) wrongs.push(`${name}: a hole`);
    if (last?.epoch !== head.epoch && head.sequence !== 0) wrongs.push(`${name}: an epoch begins inside`);
    if (last !== undefined && head.epoch < last.epoch) wrongs.push(`${name}: an older epoch`);
  };
  const platform: TestPlatform = {
    platformKey,
    batches,
    wrongs,
    intercept: null,
    network: null,
    admit: (key) => void deviceKeys.push(key),
    accept: (batch) => {
      const intercepted = platform.intercept?.(batch) ?? null;
      if (intercepted !== null) return intercepted;
      const problem = checkBatch(batch, deviceCrypto);
      if (problem !== null) return refuse(batch, problem.detail);
      const message = batchMessage(batch.head);
      if (!deviceKeys.some((key) => deviceCrypto.verifyEd25519(key, message, batch.signature))) {
        return refuse(batch, "bad signature");
      }
      const { collector, epoch, sequence } = batch.head;
      const hash = toBase64(batchHash(deviceCrypto.sha256, batch.head));
      const earlier = taken.get(`${epoch}/${sequence}`);
      if (earlier !== undefined) {
        if (earlier.hash !== hash) return refuse(batch, "another batch under this number");
        return { ...earlier.answer, kind: "duplicate" } as BatchAnswer;
      }
      lookAtChain(batch);
      const answer: BatchAnswer = { kind: "stored", collector, epoch, sequence, receipt: receiptOf(hash) };
      batches.push(batch);
      taken.set(`${epoch}/${sequence}`, { hash, answer });
      return answer;
    },
    progress: (collector) => {
      const last = batches.at(-1)?.head;
      return {
        collector,
        state: "active",
        serverTimeMs: clock(),
        acknowledged: last === undefined ? null : { epoch: last.epoch, sequence: last.sequence },
        head: last === undefined ? null : toBase64(batchHash(deviceCrypto.sha256, last)),
      };
    },
    uplink: () => ({
      server: "test:",
      progress: async () => {
        await platform.network?.();
        return { progress: platform.progress("collector"), offsetMs: 0 };
      },
      send: async (sent) => {
        await platform.network?.();
        const answers = sent.map((batch) => platform.accept(batch));
        await platform.network?.();
        return answers;
      },
      close: () => Promise.resolve(),
    }),
    readings: () => batches.flatMap(readingsOf),
    gaps: () => batches.flatMap(({ head }) => head.gaps),
  };
  return platform;
}

function readingsOf({ head, rows, ends }: SignedBatch): ArrivedReading[] {
  if (head.content !== "readings") return [];
  const columns = decodeReadings({ bytes: rows, ends }, head.channels.length);
  return Array.from({ length: columns.count }, (_, i) => {
    const channel = head.channels[columns.channel[i] ?? 0];
    return {
      element: channel?.element ?? "",
      channel: channel?.channel ?? "",
      fromMs: columns.fromMs[i] ?? 0,
      toMs: columns.toMs[i] ?? 0,
      value: columns.value[i] ?? 0,
      batch: `${head.epoch}/${head.sequence}`,
    };
  });
}
