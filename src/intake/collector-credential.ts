import { createPublicKey, hash, timingSafeEqual, verify } from "node:crypto";
import type { EpochMs } from "#kernel";
import type { CollectorDirectory, KnownCollector } from "#registry";
import { defineDesignChoice } from "#kernel";

const loginSkewMs = defineDesignChoice("intake.credential.skew.ms", 300_000, "ms", {
  zh: "采集器自签凭证允许的时钟差",
  en: "How far the time of a credential that a collector signed may be off",
});

/**
 * Who a device is by what it shows over HTTP: `Collector <id>:<secret>` or, where the id stands in the address,
 * `Bearer <secret>`. The secret is a gateway's token, or `<ms>.<base64 of Ed25519 over the connect message>`.
 * @returns null where it proves nothing; in which state the collector is decides nothing here
 */
export function readCredential(
  directory: CollectorDirectory,
  authorization: string,
  { id, nowMs }: { readonly id: string | null; readonly nowMs: EpochMs },
): KnownCollector | null {
  const own = /^Collector ([^:\s]{1,100}):(\S{1,300})$/i.exec(authorization);
  const bearer = /^Bearer (\S{1,300})$/i.exec(authorization);
  const name = own?.[1] ?? id;
  const secret = own?.[2] ?? bearer?.[1];
  if (name === null || secret === undefined || (id !== null && name !== id)) return null;
  const collector = directory.find(name);
  return collector !== null && isProven(collector, secret, nowMs) ? collector : null;
}

function isProven(collector: KnownCollector, secret: string, nowMs: EpochMs): boolean {
  const signed = /^(\d{1,15})\.([A-Za-z0-9+/]{86}==)$/.exec(secret);
  if (signed === null) return isToken(collector, secret);
  const atMs = Number(signed[1]);
  if (Math.abs(nowMs - atMs) > loginSkewMs.value) return false;
  const message = Buffer.from(`touchstone-connect/v1\n${collector.id}\n${atMs}\n`);
  const signature = Buffer.from(String(signed[2]), "base64");
  return collector.keys.some(
    ({ publicKey, validToMs }) =>
      (validToMs === null || validToMs > nowMs) && isSigned(publicKey, message, signature),
  );
}

function isToken({ tokenHash }: KnownCollector, secret: string): boolean {
  if (tokenHash === null) return false;
  const found = Buffer.from(hash("sha256", secret, "hex"));
  const wanted = Buffer.from(tokenHash.toLowerCase());
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey).toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}
