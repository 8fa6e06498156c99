import type { FastifyReply, FastifyRequest } from "fastify";
import { type GarbageLimit, intakeFaults, readCredential } from "#intake";
import type { KnownCollector } from "#registry";
import { addressOf } from "./body-budget.ts";
import type { IntakeHouse } from "./intake-services.ts";

/**
 * Who the request proves to be; null where it shows nothing.
 * @throws INTAKE_NOT_PROVEN when what it shows proves nothing
 */
export function authenticate(
  { directory }: IntakeHouse["areas"]["intake"],
  request: FastifyRequest,
  { id, nowMs }: { readonly id: string | null; readonly nowMs: number },
): KnownCollector | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return null;
  const collector = readCredential(directory, authorization, { id, nowMs });
  if (collector === null) throw intakeFaults.fault("INTAKE_NOT_PROVEN");
  return collector;
}

/** Whether the request shows a credential that is good; in which state its collector is decides nothing here. */
export function isProven(
  { directory }: IntakeHouse["areas"]["intake"],
  { headers: { authorization }, url }: FastifyRequest,
  nowMs: number,
): boolean {
  if (authorization === undefined) return false;
  const id = /^\/v1\/collectors\/([^/?]{1,100})\/messages/.exec(url)?.[1] ?? null;
  return readCredential(directory, authorization, { id, nowMs }) !== null;
}

/** Counts what proved nothing against where it came from. */
export function strike(limit: GarbageLimit, { ip }: FastifyRequest, nowMs: number, count: number): void {
  limit.strike(addressOf(ip), nowMs, count);
}

/** @throws INTAKE_BUSY while an address sent too much that proves nothing */
export function requirePatience(
  limit: GarbageLimit,
  request: FastifyRequest,
  reply: FastifyReply,
  nowMs: number,
): void {
  const waitMs = limit.waitMs(addressOf(request.ip), nowMs);
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  reply.header("retry-after", String(seconds));
  throw intakeFaults.fault("INTAKE_BUSY", { seconds });
}

/** What to answer while too much waits for the disk. */
export function tooBusy(reply: FastifyReply): Error {
  reply.header("retry-after", "1");
  return intakeFaults.fault("INTAKE_BUSY", { seconds: 1 });
}

/** A request that cannot be read as a whole counts like one that proves nothing. */
export function decodeOrStrike<Decoded>(
  limit: GarbageLimit,
  request: FastifyRequest,
  nowMs: number,
  decode: () => Decoded,
): Decoded {
  try {
    return decode();
  } catch (cause) {
    strike(limit, request, nowMs, 10);
    throw cause;
  }
}

/** The body as it came. */
export function bodyOf({ body }: FastifyRequest): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array(0);
}
