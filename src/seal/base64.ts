import { sealFaults } from "./errors.ts";

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Strict decoding: one text per byte string. Unused bits that are not zero, missing padding and white space are
 * refused, because a flip there would otherwise go unseen.
 * @throws SEAL_MALFORMED
 */
export function fromBase64(text: string, what: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw malformedBase64(what);
  }
  if (btoa(binary) !== text) throw malformedBase64(what);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Decodes a hash.
 * @throws SEAL_MALFORMED when it is not base64 of 32 bytes
 */
export function hashFromBase64(text: string, what: string): Uint8Array {
  const bytes = fromBase64(text, what);
  if (bytes.length !== 32) {
    throw sealFaults.fault("SEAL_MALFORMED", { what, expected: "32 bytes", found: `${bytes.length} bytes` });
  }
  return bytes;
}

function malformedBase64(what: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what, expected: "strict base64", found: "something else" });
}
