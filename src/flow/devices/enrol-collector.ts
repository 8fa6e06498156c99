import { nodeCrypto } from "#ledger";
import { businessDayOf } from "#kernel";
import {
  type CollectorCard,
  type CollectorSource,
  hashSecret,
  keyOverlapHours,
  registryFaults,
  rotationClockMinutes,
  type StoredKey,
} from "#registry";
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentMessage,
  keyIdOf,
  normalizeEnrolmentCode,
  type RotationAnswer,
  type RotationRequest,
  rotationMessage,
} from "#telemetry";
import type { DeviceStores } from "./device-stores.ts";
import { sealDevices } from "./seal-devices.ts";

/** Issues client certificates to devices; made at first use, its key never leaves the machine. */
export interface DeviceAuthority {
  /**
   * @param request  PEM of a PKCS #10 request
   * @param holder.publicKey  the 32 bytes that the request must be for
   * @throws REGISTRY_CERTIFICATE_REQUEST
   */
  issue(
    request: string,
    holder: { readonly collectorId: string; readonly publicKey: Uint8Array },
  ): Promise<IssuedCertificate>;
  /** PEM of the authority's own certificate. */
  authority(): Promise<string>;
}

export interface IssuedCertificate {
  readonly certificate: string;
  readonly authority: string;
  /** SHA-256 of the certificate's DER, hexadecimal. */
  readonly hash: string;
}

/** What enrolling needs beyond the stores. */
export interface EnrolmentStores extends DeviceStores {
  readonly authority: DeviceAuthority;
  /** Reads a collector without its keepers' party, for a device that proves itself by its signature. */
  readonly source: Pick<CollectorSource, "load">;
  /** Verifier key of the platform's receipts. */
  readonly platformKey: string;
}

const encoder = new TextEncoder();
const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * A device enrols: spends the code, and its key counts from now on. What it had before, after a loss, ends now.
 * @throws REGISTRY_KEY_MALFORMED, REGISTRY_PROOF_WRONG, REGISTRY_CODE_REFUSED, REGISTRY_KEY_KNOWN,
 *   REGISTRY_CERTIFICATE_REQUEST
 */
export async function enrolCollector(
  stores: EnrolmentStores,
  request: EnrolmentRequest,
): Promise<EnrolmentAnswer> {
  const publicKey = readKey(request.publicKey);
  const codeHash = hashSecret(normalizeEnrolmentCode(request.code));
  const message = enrolmentMessage(codeHash, request.publicKey);
  // The proof first: whoever guesses codes learns nothing without work.
  if (!isSigned(publicKey, message, request.signature)) throw registryFaults.fault("REGISTRY_PROOF_WRONG");
  const found = await stores.collectors.findCode(codeHash);
  const collector = found === null ? null : await stores.collectors.find(found.partyId, found.collectorId);
  if (collector === null) throw registryFaults.fault("REGISTRY_CODE_REFUSED");
  const repeated = collector.keys.find(
    ({ publicKey: known, proof }) => known === request.publicKey && proof["codeHash"] === codeHash,
  );
  // The answer was lost on its way: the same device asks again and learns the same.
  if (repeated !== undefined) return await answerOf(stores, collector, { key: repeated, issued: null });
  if (await stores.collectors.isKeyKnown(request.publicKey)) throw registryFaults.fault("REGISTRY_KEY_KNOWN");
  const issued = await issue(stores, collector, { publicKey, request: request.certificateRequest });
  const atMs = stores.clock();
  const keyId = keyIdOf(nodeCrypto.sha256, publicKey);
  const use = await stores.collectors.enrol(
    collector,
    codeHash,
    {
      keyId,
      publicKey: request.publicKey,
      cameBy: "enrolment",
      proof: { codeHash, signature: request.signature },
      othersUntilMs: atMs,
      certificateHash: issued?.hash ?? null,
      description: request.description?.slice(0, 200) ?? null,
    },
    atMs,
  );
  if (use.kind === "refused") throw registryFaults.fault("REGISTRY_CODE_REFUSED");
  await finish(stores, collector, "collector.enrolled");
  return await answerOf(stores, collector, { key: { keyId, validFromMs: atMs }, issued });
}

async function answerOf(
  stores: EnrolmentStores,
  collector: CollectorCard,
  { key, issued }: { readonly key: EnrolledKey; readonly issued: IssuedCertificate | null },
): Promise<EnrolmentAnswer> {
  return {
    collector: collector.id,
    name: collector.name,
    key: key.keyId,
    validFromMs: key.validFromMs,
    enterpriseId: collector.enterpriseId,
    elements: await enrolledElements(stores, collector),
    platformKey: stores.platformKey,
    serverTimeMs: stores.clock(),
    certificate: shown(issued),
  };
}

type EnrolledKey = Pick<StoredKey, "keyId" | "validFromMs">;

/**
 * A device changes its key: the one in force agrees to the new one, which the device proves to hold. For some hours
 * both are taken, so that what lies in the buffer still counts.
 * @throws REGISTRY_COLLECTOR_NOT_FOUND, REGISTRY_COLLECTOR_STATE, REGISTRY_KEY_MALFORMED, REGISTRY_ROTATION_CLOCK,
 *   REGISTRY_PROOF_WRONG, REGISTRY_KEY_KNOWN, REGISTRY_CERTIFICATE_REQUEST
 */
export async function rotateCollectorKey(
  stores: EnrolmentStores,
  collectorId: string,
  request: RotationRequest,
): Promise<RotationAnswer> {
  const known = await stores.source.load(collectorId);
  const collector = known === null ? null : await stores.collectors.find(known.partyId, collectorId);
  if (collector === null) throw registryFaults.fault("REGISTRY_COLLECTOR_NOT_FOUND", { id: collectorId });
  const { state } = collector;
  // Out of quarantine leads a person, not a key.
  if (state !== "bound" && state !== "active") {
    throw registryFaults.fault("REGISTRY_COLLECTOR_STATE", { id: collectorId, state });
  }
  const publicKey = readKey(request.publicKey);
  const nowMs = stores.clock();
  if (Math.abs(nowMs - request.atMs) > rotationClockMinutes.value * minuteMs) {
    throw registryFaults.fault("REGISTRY_ROTATION_CLOCK", { minutes: rotationClockMinutes.value });
  }
  const message = rotationMessage(collectorId, request.publicKey, request.atMs);
  const current = collector.keys.findLast(({ validToMs }) => validToMs === null);
  const isAgreed = current !== undefined && isSigned(readKey(current.publicKey), message, request.signature);
  if (!isAgreed || !isSigned(publicKey, message, request.proof)) {
    throw registryFaults.fault("REGISTRY_PROOF_WRONG");
  }
  if (await stores.collectors.isKeyKnown(request.publicKey)) throw registryFaults.fault("REGISTRY_KEY_KNOWN");
  const issued = await issue(stores, collector, { publicKey, request: request.certificateRequest });
  const othersUntilMs = nowMs + keyOverlapHours.value * hourMs;
  const keyId = keyIdOf(nodeCrypto.sha256, publicKey);
  const { signature, proof, atMs } = request;
  await stores.collectors.addKey(
    collector,
    {
      keyId,
      publicKey: request.publicKey,
      cameBy: "rotation",
      proof: { previousKey: current.keyId, atMs: String(atMs), signature, proof },
      othersUntilMs,
      certificateHash: issued?.hash ?? null,
      description: null,
    },
    nowMs,
  );
  await finish(stores, collector, "collector.keyRotated");
  return {
    collector: collectorId,
    key: keyId,
    validFromMs: nowMs,
    previousValidToMs: othersUntilMs,
    serverTimeMs: nowMs,
    certificate: shown(issued),
  };
}

/** Nobody is signed in when a device speaks: the trail names no account. */
async function finish(stores: EnrolmentStores, collector: CollectorCard, action: string): Promise<void> {
  await stores.directory.refresh(collector.id);
  const { partyId } = collector;
  await stores.audit.append({
    partyId,
    accountId: null,
    action,
    subject: collector.id,
    atMs: stores.clock(),
  });
  await sealDevices(stores, partyId);
}

async function issue(
  { authority }: EnrolmentStores,
  { id }: CollectorCard,
  { publicKey, request }: { readonly publicKey: Uint8Array; readonly request: string | undefined },
): Promise<IssuedCertificate | null> {
  return request === undefined ? null : await authority.issue(request, { collectorId: id, publicKey });
}

function shown(issued: IssuedCertificate | null): EnrolmentAnswer["certificate"] {
  return issued === null ? null : { certificate: issued.certificate, authority: issued.authority };
}

async function enrolledElements(
  stores: EnrolmentStores,
  { partyId, bindings }: CollectorCard,
): Promise<EnrolmentAnswer["elements"]> {
  const nowMs = stores.clock();
  const enterpriseIds = [...new Set(bindings.map(({ enterpriseId }) => enterpriseId))];
  if (enterpriseIds.length === 0) return [];
  const moment = { on: businessDayOf(nowMs), knownAtMs: nowMs };
  const elements = await stores.elements.list(partyId, { enterpriseIds, ...moment });
  const names = new Map(elements.map(({ id, twin }) => [id, twin.data.name]));
  return bindings.map(({ code, kind, elementId, elementCode }) => ({
    code,
    kind,
    name: names.get(elementId) ?? elementCode,
  }));
}

/** @throws REGISTRY_KEY_MALFORMED */
function readKey(text: string): Uint8Array {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 32 || bytes.toString("base64") !== text) {
    throw registryFaults.fault("REGISTRY_KEY_MALFORMED");
  }
  return new Uint8Array(bytes);
}

function isSigned(publicKey: Uint8Array, message: string, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  return bytes.length === 64 && nodeCrypto.verifyEd25519(publicKey, encoder.encode(message), bytes);
}
