import { type EntryToAppend, nodeCrypto, singleRow } from "#ledger";
import type { CollectorPlace, StoredKey, UnsealedCollectors, UnsealedVersion } from "#registry";
import { canonicalJson, collectorKeyHeader, fromBase64, type JsonObject } from "#seal";
import type { DeviceStores } from "./device-stores.ts";

const encoder = new TextEncoder();
/** Rows of one entry of twins: far below what a header or payload may hold. */
const twinsPerEntry = 1000;

/**
 * Seals what the enterprises' logs do not hold yet: versions of twins, keys of collectors, changes of their state, and
 * which elements they speak for. A crash after the database and before the log is mended by the next call: the log may
 * say a thing twice, but never leaves one out.
 */
export async function sealDevices(
  stores: Pick<DeviceStores, "elements" | "collectors" | "ledger" | "clock">,
  partyId: string,
): Promise<void> {
  const versions = await stores.elements.listUnsealed(partyId);
  const unsealed = sealable(await stores.collectors.listUnsealed(partyId));
  const entries = [
    ...entriesOf(stores, versions),
    ...unsealed.keys.flatMap((key) => entriesOfKey(stores, key)),
    ...(await keysOfNewClaims(stores, partyId, unsealed)),
    ...unsealed.bindings.flatMap((binding) => {
      const { collectorId, collectorKind, code, elementId, elementCode, boundAtMs, unboundAtMs } = binding;
      return inLogsOf(stores, binding, {
        "@type": "collector-binding@1",
        collector: collectorId,
        kind: collectorKind,
        code,
        element: elementId,
        elementCode,
        boundAtMs,
        unboundAtMs,
      });
    }),
    ...unsealed.events.flatMap((event) =>
      inLogsOf(stores, event, {
        "@type": "collector-state@1",
        collector: event.collectorId,
        event: event.event,
        from: event.from,
        state: event.state,
        reason: event.reason,
        by: event.doneBy,
        atMs: event.atMs,
      }),
    ),
  ];
  if (entries.length === 0) return;
  await stores.ledger.append(entries);
  const atMs = stores.clock();
  await stores.elements.markSealed(
    partyId,
    versions.map(({ elementId, version }) => ({ elementId, version: version.version })),
    atMs,
  );
  await stores.collectors.markSealed(partyId, unsealed, atMs);
}

/** A gateway that speaks for nobody yet has no log to be sealed in; it waits for its first claim. */
function sealable({ keys, events, bindings }: UnsealedCollectors): UnsealedCollectors {
  const hasLog = ({ enterpriseIds }: CollectorPlace): boolean => enterpriseIds.length > 0;
  return { keys: keys.filter(hasLog), events: events.filter(hasLog), bindings: bindings.filter(hasLog) };
}

function entriesOf(
  { ledger }: Pick<DeviceStores, "ledger">,
  versions: readonly UnsealedVersion[],
): EntryToAppend[] {
  const byEnterprise = Map.groupBy(versions, ({ enterpriseId }) => enterpriseId);
  return [...byEnterprise].flatMap(([enterpriseId, own]) => {
    const entries: EntryToAppend[] = [];
    for (let from = 0; from < own.length; from += twinsPerEntry) {
      const rows = own.slice(from, from + twinsPerEntry).map(rowOf);
      entries.push({
        origin: ledger.originOf("enterprise", enterpriseId),
        dataClass: "registry",
        header: { "@type": "element-twin@1", enterprise: enterpriseId },
        payload: payloadOf(rows),
      });
    }
    return entries;
  });
}

function rowOf({ elementId, kind, code, version }: UnsealedVersion): Uint8Array {
  const { data, validFrom, recordedAtMs, recordedBy } = version;
  const row: JsonObject = {
    element: elementId,
    kind,
    code,
    version: version.version,
    validFrom,
    recordedAtMs,
    by: recordedBy,
    twin: data as unknown as JsonObject,
  };
  return encoder.encode(`${canonicalJson(row)}\n`);
}

function payloadOf(rows: readonly Uint8Array[]): EntryToAppend["payload"] {
  const ends = new Uint32Array(rows.length);
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += row.length;
    ends[index] = bytes;
  }
  return { bytes: Buffer.concat(rows), ends };
}

/** The keys of gateways that speak for an enterprise from now on, for its log: they were sealed in others before. */
async function keysOfNewClaims(
  stores: Pick<DeviceStores, "collectors" | "ledger">,
  partyId: string,
  { bindings, keys }: UnsealedCollectors,
): Promise<readonly EntryToAppend[]> {
  const claims = bindings.filter(
    ({ collectorKind, unboundAtMs }) => collectorKind === "gateway" && unboundAtMs === null,
  );
  const entries: EntryToAppend[] = [];
  for (const [collectorId, own] of Map.groupBy(claims, (claim) => claim.collectorId)) {
    const enterpriseIds = [...new Set(own.flatMap((claim) => claim.enterpriseIds))];
    const fresh = new Set(keys.filter((key) => key.collectorId === collectorId).map(({ keyId }) => keyId));
    const gateway = await stores.collectors.find(partyId, collectorId);
    const earlier = (gateway?.keys ?? []).filter(({ keyId }) => !fresh.has(keyId));
    const place: CollectorPlace = { collectorId, collectorKind: "gateway", enterpriseIds };
    entries.push(...earlier.flatMap((key) => entriesOfKey(stores, { ...key, ...place })));
  }
  return entries;
}

/** How the key came stands beside it: the code's hash and the device's signature, or the former key's agreement. */
function entriesOfKey(
  stores: Pick<DeviceStores, "ledger">,
  key: StoredKey & CollectorPlace,
): readonly EntryToAppend[] {
  const header = collectorKeyHeader(nodeCrypto.sha256, {
    collector: key.collectorId,
    publicKey: fromBase64(key.publicKey, "collector key"),
    validFromMs: key.validFromMs,
  });
  return inLogsOf(stores, key, { ...header, by: key.cameBy, proof: { ...key.proof } });
}

function inLogsOf(
  { ledger }: Pick<DeviceStores, "ledger">,
  { enterpriseIds }: CollectorPlace,
  header: EntryToAppend["header"],
): readonly EntryToAppend[] {
  return enterpriseIds.map((enterpriseId) => ({
    origin: ledger.originOf("enterprise", enterpriseId),
    dataClass: "registry",
    header,
    payload: singleRow(encoder.encode(canonicalJson(header))),
  }));
}
