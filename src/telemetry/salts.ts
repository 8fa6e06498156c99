import { saltBytes } from "#seal";
import type { TelemetryCrypto } from "./crypto.ts";

/** Length of a batch's salt seed in bytes. */
export const saltSeedBytes = 32;

const name = "touchstone-device-salts/v1\n";

/**
 * The salts of all rows of a batch, 16 bytes each, from the seed that the device drew for it: salt i is block i of
 * the AES-256-CTR keystream (zero counter block) under HMAC-SHA-256(seed, name). Who has no seed can guess no row
 * from its hash; who is given one salt learns nothing of the others.
 */
export function deviceSalts(
  crypto: Pick<TelemetryCrypto, "hmacSha256" | "aesCtrKeystream">,
  saltSeed: Uint8Array,
  rowCount: number,
): Uint8Array {
  const key = crypto.hmacSha256(saltSeed, new TextEncoder().encode(name));
  return crypto.aesCtrKeystream(key, rowCount * saltBytes);
}
