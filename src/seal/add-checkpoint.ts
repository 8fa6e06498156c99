import { hashFromBase64, toBase64 } from "./base64.ts";
import { sealFaults } from "./errors.ts";
import { parseSize } from "./size.ts";

/** What a log asks of a witness: to cosign a checkpoint that continues what the witness saw last. @source C2SP tlog-witness */
export interface AddCheckpointRequest {
  /** Size that the log believes the witness saw last; 0 for nothing yet. */
  readonly oldSize: number;
  /** Consistency proof from there; empty from 0. */
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** Most bytes of a request: 63 hashes and a note with a hundred signatures of the longest kind stay far below. */
export const addCheckpointBytes = 512 * 1024;

/** Media type of the answer that names the size a witness knows. @source C2SP tlog-witness */
export const logSizeType = "text/x.tlog.size";

const maximumHashes = 63;

/** The body of a request to `add-checkpoint`. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpointRequest): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${checkpoint}`;
}

/**
 * Takes a request apart; the note in it is not looked at. Everything in it may come from an attacker.
 * @throws SEAL_MALFORMED
 */
export function parseAddCheckpoint(text: string): AddCheckpointRequest {
  const split = text.indexOf("\n\n");
  const [old = "", ...hashes] = text.slice(0, Math.max(split, 0)).split("\n");
  if (!old.startsWith("old ")) throw malformed("a first line “old” with a size", "another form");
  if (hashes.length > maximumHashes) throw malformed("at most 63 hashes", `${hashes.length}`);
  return {
    oldSize: parseSize(old.slice("old ".length), "old size"),
    proof: hashes.map((hash) => hashFromBase64(hash, "proof hash")),
    checkpoint: text.slice(split + 2),
  };
}

/** The body of the answer that names the size a witness knows. */
export function formatKnownSize(size: number): string {
  return `${size}\n`;
}

/** Reads the size that a witness knows. @throws SEAL_MALFORMED */
export function parseKnownSize(text: string): number {
  if (!text.endsWith("\n")) throw malformed("a size and a line feed", "another form");
  return parseSize(text.slice(0, -1), "known size");
}

function malformed(expected: string, found: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what: "add-checkpoint", expected, found });
}
