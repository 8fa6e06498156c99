import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { toBase64 } from "#seal";
import {
  type BatchChannel,
  type BatchGap,
  batchHash,
  type BusinessEvent,
  composeBatch,
  encodeEvents,
  encodeReadings,
  keyIdOf,
  type SignedBatch,
} from "../index.ts";
import { nodeTelemetryCrypto as crypto } from "./node-telemetry-crypto.ts";

const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** A row of readings, as a test writes it. */
export interface TestReading {
  /** Index into the channels; 0 when left out. */
  readonly channel?: number;
  readonly fromMs: number;
  /** `fromMs` when left out. */
  readonly toMs?: number;
  readonly value: number;
}

/** What a test may choose about a batch; the rest continues the chain. */
export interface TestBatchOptions {
  readonly createdAtMs?: number;
  readonly uptimeMs?: number;
  readonly gaps?: readonly BatchGap[];
  readonly sequence?: number;
  readonly epoch?: number;
  readonly previous?: string | null;
}

/**
 * A device for tests: everything it does follows from its seed, so a failing test can be repeated. Its batches are
 * valid and chained; `restart` begins a new boot epoch, `fork` gives a copy with the same key and state (a clone).
 */
export interface TestCollector {
  readonly id: string;
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly channels: readonly BatchChannel[];
  sign(message: Uint8Array): Uint8Array;
  readings(rows: readonly TestReading[], options?: TestBatchOptions): SignedBatch;
  events(events: readonly BusinessEvent[], options?: TestBatchOptions): SignedBatch;
  /** `count` batches of `rows` readings each, a second apart, from `fromMs`. */
  run(count: number, rows: number, fromMs: number): SignedBatch[];
  restart(epoch?: number): void;
  fork(): TestCollector;
}

interface ChainState {
  epoch: number;
  sequence: number;
  previous: string | null;
  drawn: number;
}

/**
 * @param seed  any text; the same gives the same key, salts and batches
 * @param id  the collector's id, `collector-<seed>` when left out
 */
export function createTestCollector(
  seed: string,
  {
    id = `collector-${seed}`,
    channels = defaultChannels,
    epoch = 1_750_000_000_000,
  }: TestCollectorOptions = {},
): TestCollector {
  return collectorFrom(seed, id, channels, { epoch, sequence: 0, previous: null, drawn: 0 });
}

interface TestCollectorOptions {
  readonly id?: string;
  readonly channels?: readonly BatchChannel[];
  readonly epoch?: number;
}

const defaultChannels: readonly BatchChannel[] = [
  { element: "CNC-01", channel: "power_w", scale: 0 },
  { element: "CNC-01", channel: "state", scale: 0 },
  { element: "METER-01", channel: "energy_wh", scale: 0 },
];

function collectorFrom(
  seed: string,
  id: string,
  channels: readonly BatchChannel[],
  state: ChainState,
): TestCollector {
  const { publicKey, signMessage } = keyFrom(seed);
  const keyId = keyIdOf(crypto.sha256, publicKey);
  type Fields = Parameters<typeof composeBatch>[0];
  const next = (
    fields: Pick<Fields, "content" | "channels" | "firstAtMs" | "lastAtMs">,
    rows: Rows,
    options: TestBatchOptions,
  ) => {
    const { epoch = state.epoch, sequence = state.sequence, createdAtMs = fields.lastAtMs } = options;
    const previous = options.previous === undefined ? state.previous : options.previous;
    const saltSeed = createHash("sha256")
      .update(`${seed}\n${epoch}\n${sequence}\n${state.drawn++}`)
      .digest();
    const batch = composeBatch(
      {
        collector: id,
        key: keyId,
        epoch,
        sequence,
        previous,
        createdAtMs,
        uptimeMs: options.uptimeMs ?? Math.max(0, createdAtMs - epoch),
        gaps: options.gaps ?? [],
        ...fields,
      },
      rows,
      saltSeed,
      { crypto, sign: signMessage },
    );
    state.epoch = epoch;
    state.sequence = sequence + 1;
    state.previous = toBase64(batchHash(crypto.sha256, batch.head));
    return batch;
  };
  const readings = (rows: readonly TestReading[], options: TestBatchOptions = {}) => {
    const encoded = encodeReadings({
      count: rows.length,
      channel: Uint16Array.from(rows, (row) => row.channel ?? 0),
      fromMs: Float64Array.from(rows, (row) => row.fromMs),
      toMs: Float64Array.from(rows, (row) => row.toMs ?? row.fromMs),
      value: Float64Array.from(rows, (row) => row.value),
    });
    const times = spanOf(
      rows.flatMap((row) => [row.fromMs, row.toMs ?? row.fromMs]),
      options,
      state.epoch,
    );
    return next({ content: "readings", channels, ...times }, encoded, options);
  };
  return {
    id,
    keyId,
    publicKey,
    channels,
    sign: signMessage,
    readings,
    events(events, options = {}) {
      const times = spanOf(
        events.map((event) => event.atMs),
        options,
        state.epoch,
      );
      return next({ content: "events", channels: [], ...times }, encodeEvents(events), options);
    },
    run: (count, rows, fromMs) =>
      Array.from({ length: count }, (_, batch) =>
        readings(
          Array.from({ length: rows }, (_, row) => ({
            channel: row % channels.length,
            fromMs: fromMs + batch * 1000 + row,
            value: (batch * 31 + row * 7) % 1000,
          })),
        ),
      ),
    restart(epoch) {
      state.epoch = epoch ?? state.epoch + 3_600_000;
      state.sequence = 0;
    },
    fork: () => collectorFrom(seed, id, channels, { ...state, drawn: state.drawn + 1_000_000 }),
  };
}

type Rows = Parameters<typeof composeBatch>[1];

function spanOf(times: readonly number[], options: TestBatchOptions, epoch: number) {
  const createdAtMs = options.createdAtMs ?? epoch;
  return times.length === 0
    ? { firstAtMs: createdAtMs, lastAtMs: createdAtMs }
    : {
        firstAtMs: times.reduce((a, b) => Math.min(a, b)),
        lastAtMs: times.reduce((a, b) => Math.max(a, b)),
      };
}

function keyFrom(seed: string) {
  const secret = createHash("sha256").update(`touchstone test collector ${seed}`).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: "der", type: "pkcs8" });
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    publicKey: Uint8Array.from(Buffer.from(String(jwk.x), "base64url")),
    signMessage: (message: Uint8Array): Uint8Array => sign(null, message, privateKey),
  };
}
