import { nodeCrypto, platformKeyOf, createPlatformKey } from "#ledger";
import {
  algorithmCosignature,
  cosignatureMessage,
  encodeCosignature,
  makeVerifierKey,
  type NoteSignature,
  type VerifierKey,
} from "#seal";

/** The key of a witness: Ed25519 for cosignature/v1 (algorithm 0x04). */
export interface WitnessKey {
  readonly verifierKey: VerifierKey;
  /** Text of its file: `PRIVATE+KEY+name+hex8+base64(0x04 || seed)` and a line feed; secret. */
  readonly text: string;
  /** States that at this time the body's tree was the largest consistent one that the witness knew. */
  cosign(body: string, timeSeconds: bigint): NoteSignature;
}

/** Makes a new key. The name should be an address without a scheme, for example `witness.bank.example/w1`. */
export function createWitnessKey(name: string): WitnessKey {
  return witnessKeyOf(name, createPlatformKey(name).seed);
}

/** Reads the text of a key file; undefined when any character of it is wrong. */
export function parseWitnessKey(text: string): WitnessKey | undefined {
  const [, name, base64] = /^PRIVATE\+KEY\+([^\s+]+)\+[0-9a-f]{8}\+(\S+)\n$/.exec(text) ?? [];
  const body = Buffer.from(base64 ?? "", "base64");
  if (name === undefined || body.length !== 33) return undefined;
  const key = witnessKeyOf(name, body.subarray(1));
  return key.text === text ? key : undefined;
}

/** Whether a text may name a key: signed notes part their words by white space and `+`. */
export function isKeyName(name: string): boolean {
  return /^[^\s+]{1,200}$/u.test(name);
}

function witnessKeyOf(name: string, seed: Uint8Array): WitnessKey {
  const signer = platformKeyOf(name, seed);
  const { publicKey } = signer.verifierKey;
  const verifierKey = makeVerifierKey(nodeCrypto.sha256, {
    name,
    algorithm: algorithmCosignature,
    publicKey,
  });
  const { keyId } = verifierKey;
  const body = Buffer.concat([Buffer.from([algorithmCosignature]), seed]).toString("base64");
  return {
    verifierKey,
    text: `PRIVATE+KEY+${name}+${Buffer.from(keyId).toString("hex")}+${body}\n`,
    cosign(text, timeSeconds) {
      const signature = signer.signBytes(cosignatureMessage(timeSeconds, text));
      return { name, keyId, signature: encodeCosignature({ timeSeconds, signature }) };
    },
  };
}
