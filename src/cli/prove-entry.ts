import { ledgerFaults, type Ledger, type ProvedLeaf } from "#ledger";
import { formatProofText, parseSize } from "#seal";
import { cliFaults } from "./errors.ts";
import { writeUserFile } from "./read-user-file.ts";

/** A `.tlog-proof` and the entry beside it. */
export interface WrittenProof {
  readonly out: string;
  readonly entry: string;
  readonly origin: string;
  readonly index: number;
  readonly hashes: number;
  readonly bytes: number;
}

/** Reads `--index`. @throws CLI_BAD_OPTION */
export function readIndex(text: string): number {
  try {
    return parseSize(text, "index");
  } catch (cause) {
    const fields = { option: "--index", expected: "a whole number from 0", found: text };
    throw cliFaults.fault("CLI_BAD_OPTION", fields, cause);
  }
}

/**
 * The proof of one entry of the platform log or of a private log, up to the newest checkpoint that covers it; of the
 * platform log's checkpoints one with cosignatures is preferred.
 * @throws LEDGER_UNKNOWN_LOG, LEDGER_NO_SUCH_ENTRY
 */
export async function proveEntry(ledger: Ledger, origin: string, index: number): Promise<ProvedLeaf> {
  const proved = await ledger.logs.prove(origin, index);
  if (proved !== null) return proved;
  const isKnown = (await ledger.logs.checkpoint(origin)) !== null;
  throw isKnown
    ? ledgerFaults.fault("LEDGER_NO_SUCH_ENTRY", { origin, index })
    : ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
}

/** Writes the proof, and beside it the entry, without which a proof says nothing. @throws CLI_CANNOT_WRITE */
export function writeProof(out: string, origin: string, proved: ProvedLeaf): WrittenProof {
  const { index, proof, entry } = proved;
  const text = formatProofText({ index, proof, checkpoint: proved.checkpoint });
  writeUserFile("--out", out, text);
  writeUserFile("--out", entryFileOf(out), entry);
  const bytes = Buffer.byteLength(text);
  return { out, entry: entryFileOf(out), origin, index, hashes: proof.length, bytes };
}

/** Where the entry of a proof lies: `a.tlog-proof` → `a.entry`. */
export function entryFileOf(proof: string): string {
  return `${proof.replace(/\.tlog-proof$/, "")}.entry`;
}
