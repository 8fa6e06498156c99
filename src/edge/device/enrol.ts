import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { hostname } from "node:os";
import { isJsonObject, type Json, parseVerifierKey, toBase64 } from "#seal";
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentMessage,
  normalizeEnrolmentCode,
  type RotationAnswer,
  rotationMessage,
  type RotationRequest,
} from "#telemetry";
import { syncDirectory } from "../buffer/durable-file.ts";
import { edgeFaults } from "../errors.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import { connectToken } from "../uplink/connect-token.ts";
import type { PlatformAnswer, PlatformClient } from "../uplink/platform-request.ts";
import { deviceCrypto } from "./device-crypto.ts";
import { createDeviceKey, type DeviceKey, readDeviceKey } from "./device-key.ts";
import { type Identity, readIdentity, statePaths, writeIdentity } from "./identity.ts";

/**
 * Enrols with a one-time code: makes the key on this device, proves that it holds it, keeps what the platform says. A key
 * from an attempt that got no answer is used again, so that the code is not lost with the answer.
 * @throws EDGE_ALREADY_ENROLLED, EDGE_SERVER_UNREACHABLE, EDGE_SERVER_REFUSED, EDGE_SERVER_ODD
 */
export async function enrolDevice(
  stateDirectory: string,
  client: PlatformClient,
  code: string,
): Promise<Identity> {
  const paths = statePaths(stateDirectory);
  if (existsSync(paths.identity)) {
    const { collector } = readIdentity(stateDirectory);
    throw edgeFaults.fault("EDGE_ALREADY_ENROLLED", { path: stateDirectory, collector });
  }
  const key = existsSync(paths.key) ? readDeviceKey(paths.key) : await createDeviceKey(paths.key);
  const publicKey = toBase64(key.publicKey);
  const codeBytes = new TextEncoder().encode(normalizeEnrolmentCode(code));
  const codeHash = Buffer.from(deviceCrypto.sha256(codeBytes)).toString("hex");
  const request: EnrolmentRequest = {
    code,
    publicKey,
    signature: signText(key, enrolmentMessage(codeHash, publicKey)),
    description: `${hostname()} ${process.platform}-${process.arch}`.slice(0, 100),
  };
  const answer = (await post(client, "/v1/collectors/enrol", request)) as unknown as EnrolmentAnswer;
  requireEnrolment(client.server, answer, key);
  const identity: Identity = {
    "@type": "collector-identity@1",
    server: client.server,
    collector: answer.collector,
    name: answer.name,
    key: answer.key,
    enterpriseId: answer.enterpriseId,
    platformKey: answer.platformKey,
    elements: answer.elements.map(({ code: element, kind, name }) => ({ code: element, kind, name })),
    enrolledAtMs: answer.serverTimeMs,
  };
  await writeIdentity(stateDirectory, identity);
  return identity;
}

/** A key that the platform took. */
export interface RotatedKey {
  readonly key: string;
  /** Until then batches signed by the old key are taken; null where an earlier attempt had succeeded unseen. */
  readonly previousValidToMs: number | null;
}

/**
 * Changes the device's key: the old key signs the new one. The new key is on the disk before the platform hears of it,
 * and in force here only after the platform took it. An attempt that got no answer is taken up where it was left.
 */
export async function rotateDeviceKey(
  stateDirectory: string,
  client: PlatformClient,
  clock: EdgeClock,
): Promise<RotatedKey> {
  const paths = statePaths(stateDirectory);
  const identity = readIdentity(stateDirectory);
  const isRepeated = existsSync(paths.nextKey);
  const next = isRepeated ? readDeviceKey(paths.nextKey) : await createDeviceKey(paths.nextKey);
  const isTaken = isRepeated && (await isKnownKey(client, identity.collector, next, clock));
  const previousValidToMs = isTaken
    ? null
    : await askRotation(client, identity.collector, { present: readDeviceKey(paths.key), next, clock });
  await rename(paths.nextKey, paths.key);
  await syncDirectory(stateDirectory);
  await writeIdentity(stateDirectory, { ...identity, key: next.keyId });
  return { key: next.keyId, previousValidToMs };
}

/** Whether the platform lets the collector in with a key. */
async function isKnownKey(
  client: PlatformClient,
  collector: string,
  key: DeviceKey,
  clock: EdgeClock,
): Promise<boolean> {
  const { status } = await client.request({
    method: "GET",
    path: `/v1/collectors/${encodeURIComponent(collector)}/progress`,
    headers: { authorization: `Collector ${collector}:${connectToken(collector, key, clock.wall)}` },
  });
  return status === 200;
}

async function askRotation(
  client: PlatformClient,
  collector: string,
  {
    present,
    next,
    clock,
  }: { readonly present: DeviceKey; readonly next: DeviceKey; readonly clock: EdgeClock },
): Promise<number> {
  const publicKey = toBase64(next.publicKey);
  const atMs = clock.wall();
  const message = rotationMessage(collector, publicKey, atMs);
  const request: RotationRequest = {
    publicKey,
    atMs,
    signature: signText(present, message),
    proof: signText(next, message),
  };
  const path = `/v1/collectors/${encodeURIComponent(collector)}/rotation`;
  const answer = (await post(client, path, request)) as unknown as RotationAnswer;
  if (answer.key === next.keyId) return answer.previousValidToMs;
  throw edgeFaults.fault("EDGE_SERVER_ODD", {
    server: client.server,
    expected: `key ${next.keyId}`,
    found: String(answer.key),
  });
}

function requireEnrolment(server: string, answer: EnrolmentAnswer, key: DeviceKey): void {
  const odd = (expected: string, found: unknown) =>
    edgeFaults.fault("EDGE_SERVER_ODD", { server, expected, found: String(found) });
  if (typeof answer.collector !== "string") throw odd("a collector's id", answer.collector);
  if (answer.key !== key.keyId) throw odd(`key ${key.keyId}`, answer.key);
  if (typeof answer.platformKey !== "string") throw odd("the platform's verifier key", answer.platformKey);
  parseVerifierKey(deviceCrypto.sha256, answer.platformKey);
}

async function post(client: PlatformClient, path: string, body: object): Promise<Json> {
  const answer = await client.request({
    method: "POST",
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const value = jsonOf(answer);
  if (answer.status >= 200 && answer.status < 300 && isJsonObject(value)) return value;
  const detail = isJsonObject(value) ? (value["detail"] ?? value["title"]) : null;
  throw edgeFaults.fault("EDGE_SERVER_REFUSED", {
    server: client.server,
    status: answer.status,
    detail: typeof detail === "string" ? detail : answer.text.slice(0, 200),
  });
}

function jsonOf({ text }: PlatformAnswer): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function signText(key: DeviceKey, message: string): string {
  return toBase64(key.sign(new TextEncoder().encode(message)));
}
