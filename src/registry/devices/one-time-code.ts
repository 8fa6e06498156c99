import { hash, randomBytes } from "node:crypto";

/** Digits and capital letters without those that people misread (I, L, O, U). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const letters = 16;

/** A one-time code of 80 random bits, in four groups of four: `7K3M-Q2XD-9FWT-A4HB`. */
export function makeOneTimeCode(): string {
  const code = Array.from(randomBytes(letters), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** A gateway's bearer token of 256 random bits, `tsg_` first so that it is recognised where it should not stand. */
export function makeGatewayToken(): string {
  return `tsg_${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a secret: SHA-256, hexadecimal. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}
