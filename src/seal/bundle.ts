import { formatCanonicalFile, type Json } from "./canonical-json.ts";
import type { Receipt } from "./receipt.ts";

/**
 * Evidence about one private log, verifiable offline: entries, disclosed rows and a result, each proved up to a
 * signed platform checkpoint. Stored as canonical JSON. Hashes, salts and rows are base64.
 */
export interface EvidenceBundle {
  readonly "@type": "evidence-bundle@1";
  /** The platform checkpoint, a signed note. */
  readonly checkpoint: string;
  /** The verifier key that the checkpoint claims; only a trust file says whether to believe it. */
  readonly signer: string;
  /** The platform leaf that covers this state of the private log. */
  readonly anchor: { readonly index: number; readonly entry: string; readonly proof: readonly string[] };
  /** The private log's state, and its inclusion in the sorted map under the anchor. */
  readonly log: BundledLogState;
  readonly entries: readonly BundledEntry[];
  /** The result, equal to a row disclosed in `entries`. */
  readonly result?: { readonly index: number; readonly ordinal: number; readonly value: Json };
  readonly receipts: readonly Receipt[];
  /** Proof that this state continues one that the reader holds already. */
  readonly since?: BundledSince;
}

/** An earlier state, and the RFC 9162 proofs from it; the reader compares it with the one that was kept. */
export interface BundledSince {
  /** The earlier platform checkpoint, a signed note. */
  readonly checkpoint: string;
  readonly proof: readonly string[];
  /** Where an earlier bundle was kept: the state of the private log in it. */
  readonly log?: { readonly size: number; readonly root: string; readonly proof: readonly string[] };
}

export interface BundledLogState {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** Position in the sorted map of the anchor. */
  readonly mapIndex: number;
  readonly mapProof: readonly string[];
}

export interface BundledEntry {
  readonly index: number;
  /** The exact text of the entry: its canonical header. */
  readonly header: string;
  readonly proof: readonly string[];
  readonly rows: readonly BundledRow[];
}

export interface BundledRow {
  readonly ordinal: number;
  readonly salt: string;
  /** The row exactly as received. */
  readonly row: string;
  readonly proof: readonly string[];
}

/** The text of a bundle's file. */
export function formatBundle(bundle: EvidenceBundle): string {
  return formatCanonicalFile(bundle as unknown as Json);
}

/** The text of a trust file. */
export function formatTrust(trust: TrustFile): string {
  return formatCanonicalFile(trust as unknown as Json);
}

/** Whom the reader believes; kept by the reader, never taken from a bundle. */
export interface TrustFile {
  readonly "@type": "trust@1";
  /** Verifier keys of platform logs; a checkpoint must carry a signature of one of them. */
  readonly logs: readonly string[];
  /** Verifier keys of witnesses, and how many of them must have cosigned. */
  readonly witnesses: readonly string[];
  readonly quorum: number;
}
