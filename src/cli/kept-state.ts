import { ledgerFaults, type KeptState } from "#ledger";
import { type KeptNote, parseCanonicalFile, parseCheckpoint, parseNote, readEvidenceBundle } from "#seal";
import { cliFaults } from "./errors.ts";
import { readUserFile } from "./read-user-file.ts";

/**
 * Reads an earlier state that somebody kept: a checkpoint, or an evidence bundle with one.
 * @throws CLI_NO_SUCH_INPUT, CLI_BAD_OPTION
 */
export function readKeptState(option: string, path: string): KeptNote {
  const text = readUserFile(option, path).toString("utf8");
  try {
    if (!text.startsWith("{")) {
      parseCheckpoint(parseNote(text).body);
      return { checkpoint: text };
    }
    const { checkpoint, log } = readEvidenceBundle(parseCanonicalFile(text));
    return { checkpoint, log: { origin: log.origin, size: log.size, root: log.root } };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw cliFaults.fault("CLI_BAD_OPTION", { option, expected: "a checkpoint or a bundle", found }, cause);
  }
}

/**
 * The kept state as far as it says something about a private log.
 * @throws LEDGER_NOT_CONTINUED when it is a bundle about another log
 */
export function keptStateOf(kept: KeptNote, origin: string): KeptState {
  const { checkpoint, log } = kept;
  if (log === undefined) return { checkpoint };
  if (log.origin !== origin) throw ledgerFaults.fault("LEDGER_NOT_CONTINUED", { origin, size: log.size });
  return { checkpoint, log: { size: log.size, root: log.root } };
}
