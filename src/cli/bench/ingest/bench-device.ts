import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { hashPoints, nodeCrypto, rootInPlace } from "#ledger";
import type { KnownCollector } from "#registry";
import { toBase64 } from "#seal";
import {
  batchHash,
  composeBatch,
  encodeReadings,
  keyIdOf,
  type SignedBatch,
  type TelemetryCrypto,
} from "#telemetry";
import { createCipheriv, createHmac } from "node:crypto";

/** The devices of a bench follow from their numbers, so the server's process and the load's know the same ones. */
export const benchDevices = 16;

const enterprises = 4;
const element = "M1";
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

const crypto: TelemetryCrypto = {
  sha256: nodeCrypto.sha256,
  hmacSha256: (key, message) => createHmac("sha256", key).update(message).digest(),
  aesCtrKeystream: (key, length) =>
    createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(length)),
  pointsRoot: (rows, salts) => rootInPlace(hashPoints(rows, salts)),
};

/** Id of a device: it signs batches, and as a gateway it has a token and a Sparkplug node of its own. */
export function deviceId(number: number): string {
  return `bench-${number}`;
}

/** The token with which a device logs in. */
export function deviceToken(number: number): string {
  return `token-of-${number}`;
}

/** What the registry would know of it. */
export function knownDevice(number: number): KnownCollector {
  const { publicKey } = keyOf(number);
  const enterpriseId = `ent_${String(number % enterprises).padStart(20, "0")}`;
  return {
    id: deviceId(number),
    kind: "gateway",
    state: "active",
    name: deviceId(number),
    partyId: "bench",
    enterpriseId,
    keys: [{ keyId: keyIdOf(crypto.sha256, publicKey), publicKey, validFromMs: 0, validToMs: null }],
    tokenHash: createHash("sha256").update(deviceToken(number)).digest("hex"),
    certificateHash: null,
    sparkplug: { group: "bench", node: deviceId(number) },
    elements: new Map([[element, { elementId: "elm_bench", enterpriseId, kind: "machine" }]]),
    messagesPerSecond: 10_000_000,
  };
}

/** Batches of a device, chained and signed, of rows of one channel. */
export function composeRun(number: number, count: number, rows: number, nowMs: number): SignedBatch[] {
  const { publicKey, privateKey } = keyOf(number);
  let previous: string | null = null;
  return Array.from({ length: count }, (_, sequence) => {
    const fromMs = Float64Array.from({ length: rows }, (__, row) => nowMs - (rows - row) * 10);
    const encoded = encodeReadings({
      count: rows,
      channel: new Uint16Array(rows),
      fromMs,
      toMs: fromMs,
      value: Float64Array.from({ length: rows }, (__, row) => 1000 + ((sequence * 31 + row * 7) % 9000)),
    });
    const batch = composeBatch(
      {
        collector: deviceId(number),
        key: keyIdOf(crypto.sha256, publicKey),
        epoch: nowMs - 3_600_000,
        sequence,
        previous,
        createdAtMs: nowMs,
        uptimeMs: 3_600_000,
        content: "readings",
        channels: [{ element, channel: "power_w", scale: 0 }],
        gaps: [],
        firstAtMs: fromMs[0] ?? nowMs,
        lastAtMs: fromMs.at(-1) ?? nowMs,
      },
      encoded,
      createHash("sha256").update(`${number} ${sequence}`).digest(),
      { crypto, sign: (message) => sign(null, message, privateKey) },
    );
    previous = toBase64(batchHash(crypto.sha256, batch.head));
    return batch;
  });
}

function keyOf(number: number) {
  const seed = createHash("sha256").update(`touchstone bench device ${number}`).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8, seed]),
    format: "der",
    type: "pkcs8",
  });
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  return { privateKey, publicKey: Uint8Array.from(Buffer.from(String(jwk.x), "base64url")) };
}
