import { hashFromBase64, toBase64 } from "./base64.ts";
import { sealFaults } from "./errors.ts";
import { parseSize } from "./size.ts";

/** A log's claim about its tree. @source C2SP tlog-checkpoint */
export interface CheckpointBody {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The body of a checkpoint; ours have no extension lines. */
export function formatCheckpoint(checkpoint: CheckpointBody): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/**
 * Parses the body of a checkpoint. Extension lines are allowed by the format and ignored here.
 * @throws SEAL_MALFORMED, also for sizes beyond 2^53
 */
export function parseCheckpoint(body: string): CheckpointBody {
  const lines = body.split("\n");
  const [origin = "", size = "", root = "", ...rest] = lines;
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== "" || origin === "" || extensions.includes("")) {
    const expected = "origin, size and root, a line each";
    throw sealFaults.fault("SEAL_MALFORMED", { what: "checkpoint", expected, found: "another form" });
  }
  return {
    origin,
    size: parseSize(size, "checkpoint size"),
    root: hashFromBase64(root, "checkpoint root"),
  };
}
