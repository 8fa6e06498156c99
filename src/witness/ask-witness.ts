import {
  formatAddCheckpoint,
  logSizeType,
  parseKnownSize,
  parseSignatureLines,
  type NoteSignature,
  type PolicyWitness,
} from "#seal";
import type { Checkpoint } from "#ledger";
import { verifiedCosignatures } from "./cosigned-note.ts";
import type { WitnessProblem } from "./witnessing.ts";

/** What came of asking one witness once. */
export type AskedWitness =
  | { readonly kind: "cosigned"; readonly signature: NoteSignature }
  /** It saw another size last than it was told. */
  | { readonly kind: "otherSize"; readonly size: number }
  | { readonly kind: "failed"; readonly problem: Omit<WitnessProblem, "sinceMs"> };

/** More than a hundred signature lines never come from a witness. */
const mostAnswerBytes = 64 * 1024;

/**
 * Asks a witness to cosign a checkpoint that continues a size.
 * @param asked.url  prefix of the witness's addresses
 */
export async function askWitness(
  { key, url }: Pick<PolicyWitness, "key"> & { readonly url: string },
  asked: {
    readonly checkpoint: Checkpoint;
    readonly body: string;
    readonly oldSize: number;
    readonly proof: readonly Uint8Array[];
  },
  signal: AbortSignal,
): Promise<AskedWitness> {
  const { checkpoint, body, oldSize, proof } = asked;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: formatAddCheckpoint({ oldSize, proof, checkpoint: checkpoint.note }),
      redirect: "error",
      signal,
    });
    text = await readText(response);
  } catch (cause) {
    return failed("unreachable", reasonOf(cause));
  }
  try {
    if (response.status === 200) {
      const [signature] = verifiedCosignatures(body, parseSignatureLines(text), key);
      return signature === undefined
        ? failed("badAnswer", "no cosignature of the key in the policy")
        : { kind: "cosigned", signature };
    }
    if (response.status === 409 && response.headers.get("content-type")?.startsWith(logSizeType) === true) {
      return { kind: "otherSize", size: parseKnownSize(text) };
    }
  } catch (cause) {
    return failed("badAnswer", reasonOf(cause));
  }
  const detail = `HTTP ${response.status} ${text.slice(0, 200).trim()}`;
  return failed(kindOf(response.status), detail);
}

/** The text of an answer, read no further than an answer can be long. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostAnswerBytes) throw new RangeError("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function kindOf(status: number): WitnessProblem["kind"] {
  if (status === 404) return "unknownLog";
  if (status === 403) return "unknownKey";
  if (status === 409) return "fork";
  return status === 429 || status >= 500 ? "busy" : "refused";
}

function failed(kind: WitnessProblem["kind"], detail: string): AskedWitness {
  return { kind: "failed", problem: { kind, detail } };
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
