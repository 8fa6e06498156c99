import { Fault } from "#kernel";
import {
  checkAnchor,
  checkEntry,
  checkLogState,
  checkReceipt,
  checkResult,
  checkSignatures,
  parseSigner,
  type Examination,
} from "./bundle-checks.ts";
import { readEvidenceBundle } from "./bundle-shape.ts";
import type { EvidenceBundle } from "./bundle.ts";
import { canonicalOffset, parseCanonicalFile, type Json } from "./canonical-json.ts";
import { checkDevice } from "./check-device.ts";
import { checkSince, type KeptNote } from "./check-since.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { sealFaults } from "./errors.ts";
import { bytesEqual, type SealCrypto } from "./hash.ts";
import type { Receipt } from "./receipt.ts";
import { parseNote } from "./signed-note.ts";
import { trustOf, type Trust, type TrustSource } from "./trust.ts";
import { findingSentences, type BundleFinding, type BundleReport, type DeviceSigned } from "./verdict.ts";

/**
 * Verifies an evidence bundle offline, from the exact bytes of its file, and names every check that fails and its place.
 * A bundle that brings its own key proves nothing: without a trust file that names the key, the best verdict
 * is `selfConsistent`.
 * @param kept  a state that the reader kept; the bundle must prove that it continues it
 * @param receipts  receipts that the reader kept: promises about this log, which the bundle must show to be held
 * @throws SEAL_MALFORMED when a key of the reader's own trust file is malformed; never for the bundle
 */
export function verifyBundle(
  file: Uint8Array,
  crypto: SealCrypto,
  source?: TrustSource,
  kept?: KeptNote,
  receipts: readonly Receipt[] = [],
): BundleReport {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file);
  let bundle: EvidenceBundle;
  try {
    if (!bytesEqual(new TextEncoder().encode(text), file)) {
      throw sealFaults.fault("SEAL_NOT_JSON", { offset: firstInvalidUnit(text) });
    }
    bundle = readEvidenceBundle(parseCanonicalFile(text));
  } catch (cause) {
    const offset = byteOffsetOf(text, cause);
    return {
      verdict: "failed",
      findings: [
        { check: "format", path: [], offset, ...findingSentences("format", {}, inBytes(cause, offset)) },
      ],
      proved: null,
    };
  }
  return examine(bundle, { crypto, trust: source && trustOf(crypto.sha256, source), kept, receipts });
}

function examine(
  bundle: EvidenceBundle,
  by: {
    readonly crypto: SealCrypto;
    readonly trust: Trust | undefined;
    readonly kept: KeptNote | undefined;
    readonly receipts: readonly Receipt[];
  },
): BundleReport {
  const { crypto, trust, kept, receipts } = by;
  const findings: BundleFinding[] = [];
  const report: Examination["report"] = (check, path, parameters, cause) => {
    const offset = canonicalOffset(bundle as unknown as Json, path);
    findings.push({ check, path, offset, ...findingSentences(check, parameters, cause) });
  };
  const attempt: Examination["attempt"] = (kind, path, parameters, check) => {
    try {
      return check();
    } catch (cause) {
      report(kind, path, parameters, cause);
      return undefined;
    }
  };
  const examination: Examination = { bundle, trust, crypto, report, attempt };
  const signer = attempt("signer", ["signer"], {}, () => parseSigner(examination));
  const note = attempt("signature", ["checkpoint"], {}, () => parseNote(bundle.checkpoint));
  const checkpoint = note && attempt("signature", ["checkpoint"], {}, () => parseCheckpoint(note.body));
  const { isTrusted, cosigned } =
    signer !== undefined && note !== undefined && checkpoint !== undefined
      ? checkSignatures(examination, { note, checkpoint, signer })
      : { isTrusted: false, cosigned: [] };
  if (checkpoint !== undefined) checkAnchor(examination, checkpoint);
  if (checkpoint !== undefined) checkSince(examination, { checkpoint, signer }, kept);
  checkLogState(examination);
  const devices: DeviceSigned[] = [];
  for (const [i, entry] of bundle.entries.entries()) {
    checkEntry(examination, entry, ["entries", i]);
    const signed = checkDevice(examination, entry, ["entries", i]);
    if (signed !== null) devices.push(signed);
  }
  checkResult(examination);
  if (signer !== undefined) {
    for (const [i, receipt] of bundle.receipts.entries())
      checkReceipt(examination, receipt, ["receipts", i], signer);
    for (const receipt of receipts) checkReceipt(examination, receipt, [], signer);
  }
  return {
    verdict: verdictOf(findings, isTrusted),
    findings,
    proved: {
      origin: bundle.log.origin,
      platform: checkpoint?.origin ?? "",
      platformSize: checkpoint?.size ?? 0,
      logSize: bundle.log.size,
      entries: bundle.entries.length,
      rows: bundle.entries.reduce((sum, { rows }) => sum + rows.length, 0),
      hasResult: bundle.result !== undefined,
      receipts: bundle.receipts.length + receipts.length,
      cosigned,
      devices,
      sinceSize: sinceSizeOf(bundle),
    },
  };
}

/** Size of the earlier state; null where there is none that can be read. */
function sinceSizeOf({ since }: EvidenceBundle): number | null {
  try {
    return since === undefined ? null : parseCheckpoint(parseNote(since.checkpoint).body).size;
  } catch {
    return null;
  }
}

function verdictOf(findings: readonly BundleFinding[], isTrusted: boolean): BundleReport["verdict"] {
  const failed = findings.filter(({ check }) => check !== "trust" && check !== "misconduct");
  if (failed.length > 0) return "failed";
  if (findings.some(({ check }) => check === "misconduct")) return "misconduct";
  return isTrusted ? "verified" : "selfConsistent";
}

/** Parsers count characters; whoever looks at the file counts bytes. */
function byteOffsetOf(text: string, cause: unknown): number {
  const unit = cause instanceof Fault ? Number(cause.parameters["offset"] ?? 0) : 0;
  return byteLength(text.slice(0, unit));
}

/** The same fault with its offset in bytes, so that sentence and finding name one place. */
function inBytes(cause: unknown, offset: number): unknown {
  if (!(cause instanceof Fault)) return cause;
  if (cause.code === "SEAL_NOT_JSON") return sealFaults.fault("SEAL_NOT_JSON", { offset });
  if (cause.code === "SEAL_NOT_CANONICAL") return sealFaults.fault("SEAL_NOT_CANONICAL", { offset });
  return cause;
}

function firstInvalidUnit(text: string): number {
  return Math.max(0, text.indexOf("\ufffd"));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
