import {
  type BundleReport,
  type EvidenceBundle,
  type KeptNote,
  parseCanonicalFile,
  parseCheckpoint,
  parseNote,
  type ProofReport,
  readEvidenceBundle,
  readTrust,
  type TrustSource,
  verifyBundle,
  verifyProof,
} from "#seal";
import { browserCrypto } from "./browser-crypto.ts";
import type { ChosenFile, Desk } from "./chosen-files.ts";

/** What examining the desk came to. */
export type Examined =
  | { readonly kind: "nothing" }
  /** A file of the reader's own cannot be read. */
  | { readonly kind: "unreadable"; readonly file: string; readonly problem: string }
  | {
      readonly kind: "bundle";
      readonly file: ChosenFile;
      readonly report: BundleReport;
      /** Null where it could not be read at all. */
      readonly bundle: EvidenceBundle | null;
      readonly hasTrust: boolean;
    }
  | {
      readonly kind: "proof";
      readonly file: ChosenFile;
      readonly report: ProofReport;
      readonly entry: string | null;
      readonly hasTrust: boolean;
    };

/** Verifies what lies on the desk, here, without asking anybody. */
export function examineDesk({ evidence, trust, entry, kept }: Desk): Examined {
  if (evidence === null) return { kind: "nothing" };
  let source: TrustSource | undefined;
  let keptNote: KeptNote | undefined;
  try {
    if (trust !== null) source = readTrust(browserCrypto.sha256, textOf(trust));
  } catch (cause) {
    return unreadable(trust, cause);
  }
  try {
    if (kept !== null) keptNote = readKept(kept);
  } catch (cause) {
    return unreadable(kept, cause);
  }
  const hasTrust = source !== undefined;
  if (evidence.kind === "proof") {
    const report = verifyProof(evidence.bytes, entry?.bytes, browserCrypto, source);
    return { kind: "proof", file: evidence, report, entry: entry === null ? null : textOf(entry), hasTrust };
  }
  const report = verifyBundle(evidence.bytes, browserCrypto, source, keptNote);
  return { kind: "bundle", file: evidence, report, bundle: readBundle(evidence), hasTrust };
}

function readBundle(file: ChosenFile): EvidenceBundle | null {
  try {
    return readEvidenceBundle(parseCanonicalFile(textOf(file)));
  } catch {
    return null;
  }
}

function readKept(file: ChosenFile): KeptNote {
  const checkpoint = textOf(file);
  parseCheckpoint(parseNote(checkpoint).body);
  return { checkpoint };
}

function unreadable(file: ChosenFile | null, cause: unknown): Examined {
  return {
    kind: "unreadable",
    file: file?.name ?? "",
    problem: cause instanceof Error ? cause.message : String(cause),
  };
}

function textOf({ bytes }: ChosenFile): string {
  return new TextDecoder().decode(bytes);
}
