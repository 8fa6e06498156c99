import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { accessFaults } from "./errors.ts";

const costs = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const minimumLength = 8;

/**
 * Hash of a password as `scrypt$N$r$p$salt$hash` (base64), so that costs can grow without losing old ones.
 * @throws ACCESS_PASSWORD_TOO_SHORT below 8 characters
 * @source RFC 7914; costs after the OWASP password storage cheat sheet (N = 2^15, r = 8, p = 1 or stronger)
 */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < minimumLength) {
    throw accessFaults.fault("ACCESS_PASSWORD_TOO_SHORT", { minimum: minimumLength });
  }
  const salt = randomBytes(16);
  const hash = await derive(password, salt, costs);
  return ["scrypt", costs.N, costs.r, costs.p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/**
 * Whether the password is the hashed one. A null hash takes the same time and is never right, so that the
 * answer's time does not tell whether a name exists.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = (stored ?? "").split("$");
  if (scheme !== "scrypt" || salt === undefined || hash === undefined) {
    await derive(password, Buffer.alloc(16), costs);
    return false;
  }
  const expected = Buffer.from(hash, "base64");
  const found = await derive(password, Buffer.from(salt, "base64"), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
    maxmem: costs.maxmem,
  });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function derive(
  password: string,
  salt: Buffer,
  options: { N: number; r: number; p: number; maxmem: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
