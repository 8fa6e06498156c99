import { hashFromBase64, toBase64 } from "./base64.ts";
import { sealFaults } from "./errors.ts";
import { parseSize } from "./size.ts";

/** An offline inclusion proof with its checkpoint. @source C2SP tlog-proof */
export interface ProofText {
  /** Opaque data of the application, base64, in a line of its own; usually left out. */
  readonly extra?: string;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";

/** The text of a `.tlog-proof` file. */
export function formatProofText(text: ProofText): string {
  const hashes = text.proof.map((hash) => `${toBase64(hash)}\n`).join("");
  const extra = text.extra === undefined ? "" : `extra ${text.extra}\n`;
  return `${firstLine}\n${extra}index ${text.index}\n${hashes}\n${text.checkpoint}`;
}

/**
 * Parses a `.tlog-proof` file; verifies nothing.
 * @throws SEAL_MALFORMED
 */
export function parseProofText(text: string): ProofText {
  const split = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? lines.shift()?.slice("extra ".length) : undefined;
  const [indexLine = "", ...hashes] = lines;
  if (first !== firstLine || !indexLine.startsWith("index ") || hashes.length > 63) {
    const expected = `“${firstLine}”, an index and at most 63 hashes`;
    throw sealFaults.fault("SEAL_MALFORMED", { what: "proof", expected, found: "another form" });
  }
  return {
    ...(extra === undefined ? {} : { extra }),
    index: parseSize(indexLine.slice("index ".length), "proof index"),
    proof: hashes.map((hash) => hashFromBase64(hash, "proof hash")),
    checkpoint: text.slice(split + 2),
  };
}
