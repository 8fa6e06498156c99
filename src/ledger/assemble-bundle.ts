import {
  bytesEqual,
  canonicalJson,
  createMerkleTree,
  hashFromBase64,
  leafHash,
  parseCanonicalJson,
  parseCheckpoint,
  parseEntryHeader,
  parseNote,
  toBase64,
  readSignedBatch,
  signedBatchType,
  type BundledEntry,
  type BundledSince,
  type CheckpointBody,
  type EvidenceBundle,
  type ReadableTree,
  type Receipt,
} from "#seal";
import { erasedFault } from "./erasure.ts";
import { ledgerFaults } from "./errors.ts";
import type { BundleOptions, KeptState, PayloadRows, SealedPlace } from "./ledger.ts";
import type { EntryLog } from "./entry-log.ts";
import type { EntryPlace } from "./entry-records.ts";
import { coveredSize, type LogBook } from "./log-book.ts";
import { nodeCrypto } from "./platform-key.ts";
import { hashPoints, rowOf, saltsOf } from "./points.ts";

/** What a bundle is made from; reading is the store's business. */
export interface BundleSource {
  readonly book: LogBook;
  /** The last signed checkpoint. */
  readonly checkpoint: string;
  /** The newest checkpoint that reached the quorum of witnesses; null where there is none. */
  readonly cosigned: string | null;
  /** Verifier key of the platform log, as text. */
  readonly signer: string;
  readHeader(place: EntryPlace): string;
  sign(place: SealedPlace): Receipt;
  /** Decrypts the payload of an entry, or says when it was erased. */
  readPayload(
    log: EntryLog,
    index: number,
  ):
    | { readonly payload: PayloadRows; readonly dataKey: Uint8Array; readonly erasedAtMs?: never }
    | { readonly erasedAtMs: number };
  /** The map under an anchor. */
  anchorMap(platformIndex: number): AnchorMap;
}

/** The private logs that a platform leaf covers, sorted, and the tree over their states. */
export interface AnchorMap {
  readonly origins: readonly string[];
  readonly tree: ReadableTree;
}

/** Headers shown beside the disclosed ones; a log with more entries shows its newest. */
const shownEntries = 200;

/** Puts together the evidence about one private log as of the last checkpoint; see `Ledger.bundle`. */
export function assembleBundle(source: BundleSource, origin: string, options: BundleOptions): EvidenceBundle {
  const { book } = source;
  const log = book.logs.get(origin);
  if (log === undefined) throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
  const newest = coveredSize(log, readBody(source.checkpoint).size);
  const result = findResult(source, log, newest, options);
  const disclosed = disclosures(options, result);
  for (const [index] of Array.from(disclosed)) discloseKeyOf(source, log, index, disclosed);
  const note = chooseCheckpoint(source, log, { newest, needed: Math.max(-1, ...disclosed.keys()), options });
  const checkpoint = readBody(note);
  const size = coveredSize(log, checkpoint.size);
  const anchorIndex = log.platformIndexAt(size - 1);
  const anchor = anchorIndex === undefined ? undefined : book.anchorAt(anchorIndex);
  if (anchor === undefined || anchorIndex === undefined) {
    throw ledgerFaults.fault("LEDGER_NOT_ANCHORED", { origin });
  }
  const map = source.anchorMap(anchorIndex);
  const mapIndex = map.origins.indexOf(origin);
  return {
    "@type": "evidence-bundle@1",
    checkpoint: note,
    signer: source.signer,
    anchor: {
      index: anchorIndex,
      entry: source.readHeader(anchor),
      proof: book.platform.inclusionProof(anchorIndex, checkpoint.size).map(toBase64),
    },
    log: {
      origin,
      size,
      root: toBase64(log.tree.root(size)),
      mapIndex,
      mapProof: map.tree.inclusionProof(mapIndex).map(toBase64),
    },
    entries: shownIndexes(size, disclosed).map((index) =>
      bundleEntry(source, log, { index, size, ordinals: disclosed.get(index) ?? [] }),
    ),
    ...(result === undefined ? {} : { result }),
    receipts: [...disclosed.keys()]
      .filter((index) => index < size)
      .toSorted((a, b) => a - b)
      .map((index) => receiptOf(source, log, index)),
    ...(options.since === undefined
      ? {}
      : { since: proveSince(book, log, options.since, { size, checkpoint }) }),
  };
}

/** What the sender of an entry was given: the signature is the same every time. */
function receiptOf(source: BundleSource, log: EntryLog, index: number): Receipt {
  const place = log.placeAt(index);
  if (place === undefined) throw ledgerFaults.fault("LEDGER_NO_SUCH_ENTRY", { origin: log.origin, index });
  const header = source.readHeader(place);
  const leaf = toBase64(leafHash(nodeCrypto.sha256, new TextEncoder().encode(header)));
  const receivedAtMs = Number(parseEntryHeader(header).fields["receivedAtMs"]);
  return source.sign({ origin: log.origin, index, leafHash: leaf, receivedAtMs });
}

/**
 * The checkpoint with cosignatures, where it covers what is to be shown; what came since is shown under the newest
 * signed one, without witnesses.
 */
function chooseCheckpoint(
  { checkpoint, cosigned }: BundleSource,
  log: EntryLog,
  wanted: { readonly newest: number; readonly needed: number; readonly options: BundleOptions },
): string {
  if (cosigned === null) return checkpoint;
  const { size } = readBody(cosigned);
  const covered = coveredSize(log, size);
  const { since } = wanted.options;
  const isBefore = since !== undefined && readBody(since.checkpoint).size > size;
  const isEnough = wanted.needed >= 0 ? covered > wanted.needed : covered === wanted.newest;
  return isEnough && covered > 0 && !isBefore ? cosigned : checkpoint;
}

/** A batch that a device signed is shown with the entry that sealed the device's key. */
function discloseKeyOf(
  source: BundleSource,
  log: EntryLog,
  index: number,
  disclosed: Map<number, number[]>,
): void {
  const place = log.placeAt(index);
  const text = place === undefined ? "" : source.readHeader(place);
  if (!text.startsWith(`{"@type":"${signedBatchType}"`)) return;
  const { collector, key } = readSignedBatch(parseEntryHeader(text));
  for (const keyIndex of log.keyEntries) {
    const keyPlace = log.placeAt(keyIndex);
    if (keyPlace === undefined || keyIndex >= index) continue;
    const { fields } = parseEntryHeader(source.readHeader(keyPlace));
    if (fields["collector"] === collector && fields["key"] === key) disclosed.set(keyIndex, []);
  }
}

function proveSince(
  { platform }: LogBook,
  { origin, tree }: EntryLog,
  since: KeptState,
  at: { readonly size: number; readonly checkpoint: CheckpointBody },
): BundledSince {
  const old = readBody(since.checkpoint);
  const proof = continued(platform, { ...old, to: at.checkpoint.size });
  const { log } = since;
  if (log === undefined) return { checkpoint: since.checkpoint, proof };
  const kept = { origin, size: log.size, root: hashFromBase64(log.root, "log root"), to: at.size };
  return { checkpoint: since.checkpoint, proof, log: { ...log, proof: continued(tree, kept) } };
}

/** The consistency proof from an earlier state. @throws LEDGER_NOT_CONTINUED when it is none of this log */
function continued(tree: ReadableTree, from: CheckpointBody & { readonly to: number }): string[] {
  const { origin, size, root, to } = from;
  if (size > to || !bytesEqual(tree.root(size), root)) {
    throw ledgerFaults.fault("LEDGER_NOT_CONTINUED", { origin, size });
  }
  return size === 0 ? [] : tree.consistencyProof(size, to).map(toBase64);
}

function readBody(note: string): CheckpointBody {
  return parseCheckpoint(parseNote(note).body);
}

/** The newest sealed row that is the wanted result, or simply the newest result. */
function findResult(
  source: BundleSource,
  log: EntryLog,
  size: number,
  options: BundleOptions,
): EvidenceBundle["result"] {
  if (options.result === undefined && options.newestResult !== true) return undefined;
  const wanted = options.result === undefined ? undefined : Buffer.from(canonicalJson(options.result));
  for (const index of log.resultEntries.toReversed()) {
    if (index >= size) continue;
    const stored = source.readPayload(log, index);
    if (stored.erasedAtMs !== undefined) continue;
    const { payload } = stored;
    for (let ordinal = payload.ends.length - 1; ordinal >= 0; ordinal--) {
      const row = Buffer.from(rowOf(payload, ordinal));
      if (wanted !== undefined && !wanted.equals(row)) continue;
      return { index, ordinal, value: parseCanonicalJson(row.toString()) };
    }
  }
  if (wanted === undefined) return undefined;
  throw ledgerFaults.fault("LEDGER_RESULT_NOT_SEALED", { origin: log.origin });
}

function disclosures(
  options: BundleOptions,
  result: { readonly index: number; readonly ordinal: number } | undefined,
): Map<number, number[]> {
  const disclosed = new Map<number, number[]>();
  const wanted = [...(options.disclose ?? [])];
  if (result !== undefined) wanted.push({ index: result.index, ordinals: [result.ordinal] });
  for (const { index, ordinals } of wanted) {
    const all = new Set([...(disclosed.get(index) ?? []), ...ordinals]);
    disclosed.set(
      index,
      [...all].sort((a, b) => a - b),
    );
  }
  return disclosed;
}

function shownIndexes(size: number, disclosed: ReadonlyMap<number, unknown>): number[] {
  const indexes = new Set(disclosed.keys());
  for (let index = Math.max(0, size - shownEntries); index < size; index++) indexes.add(index);
  return [...indexes].sort((a, b) => a - b);
}

function bundleEntry(
  source: BundleSource,
  log: EntryLog,
  wanted: { readonly index: number; readonly size: number; readonly ordinals: readonly number[] },
): BundledEntry {
  const { index, size, ordinals } = wanted;
  const place = log.placeAt(index);
  if (place === undefined || index >= size) {
    throw ledgerFaults.fault("LEDGER_NO_SUCH_ROW", { origin: log.origin, index, ordinal: ordinals[0] ?? 0 });
  }
  const header = source.readHeader(place);
  const proof = log.tree.inclusionProof(index, size).map(toBase64);
  if (ordinals.length === 0) return { index, header, proof, rows: [] };
  const stored = source.readPayload(log, index);
  if (stored.erasedAtMs !== undefined) throw erasedFault({ origin: log.origin, index }, stored.erasedAtMs);
  const { payload, dataKey } = stored;
  const salts = saltsOf(dataKey, { origin: log.origin, index }, payload);
  const points = createMerkleTree(nodeCrypto.sha256);
  const leaves = hashPoints(payload, salts);
  for (let i = 0; i < payload.ends.length; i++) points.append(leaves.subarray(i * 32, i * 32 + 32));
  const rows = ordinals.map((ordinal) => {
    if (!(ordinal >= 0 && ordinal < payload.ends.length)) {
      throw ledgerFaults.fault("LEDGER_NO_SUCH_ROW", { origin: log.origin, index, ordinal });
    }
    return {
      ordinal,
      salt: toBase64(salts.subarray(ordinal * 16, ordinal * 16 + 16)),
      row: toBase64(rowOf(payload, ordinal)),
      proof: points.inclusionProof(ordinal).map(toBase64),
    };
  });
  return { index, header, proof, rows };
}
