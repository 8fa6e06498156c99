import type { MessageParameters } from "#kernel";
import { parseCosignature } from "./cosignature.ts";
import { bytesEqual, type SealCrypto } from "./hash.ts";
import { verifyNote, type SignedNote } from "./signed-note.ts";
import type { Trust } from "./trust.ts";
import type { Cosigned } from "./verdict.ts";

/** Cosignatures of trusted witnesses; a finding when they are not enough. */
export function checkWitnesses(
  note: SignedNote,
  trust: Trust,
  crypto: SealCrypto,
  report: (check: "witnesses", parameters: MessageParameters, cause?: unknown) => void,
): readonly Cosigned[] {
  try {
    const keys = verifyNote(note, trust.witnesses, crypto);
    if (!trust.isEnough(keys)) report("witnesses", { found: keys.length, quorum: trust.quorum });
    return keys.map((key) => {
      const line = note.signatures.find(
        ({ name, keyId }) => name === key.name && bytesEqual(keyId, key.keyId),
      );
      const timeSeconds = line === undefined ? 0n : parseCosignature(line.signature).timeSeconds;
      return { name: key.name, timeSeconds: Number(timeSeconds) };
    });
  } catch (cause) {
    report("witnesses", { found: 0, quorum: trust.quorum }, cause);
    return [];
  }
}
