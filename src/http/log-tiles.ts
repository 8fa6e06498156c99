import { gzipSync } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parseTilePath } from "#seal";
import type { LogReader } from "#ledger";
import { httpFaults } from "./errors.ts";

/** How the interface describes a checkpoint. */
export const checkpointResponse = {
  200: { description: "The signed note", content: { "text/plain": { schema: z.string() } } },
} as const;

const neverChanges = "max-age=31536000, immutable";

/** Answers with a checkpoint: a cache may keep it for a second at most. @throws HTTP_NOT_FOUND */
export async function sendCheckpoint(reply: FastifyReply, note: string | null): Promise<never> {
  if (note === null) throw httpFaults.fault("HTTP_NOT_FOUND");
  reply.headers({ "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" });
  return (await reply.serializer((sent: unknown) => sent as string).send(note)) as never;
}

/**
 * Answers with a tile or an entry bundle, by its path below the log's prefix. What is there never changes.
 * @param scope  who may keep a copy: anybody, or the reader alone
 * @throws HTTP_NOT_FOUND also for a path that is not written the one way
 */
export async function sendTile(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: {
    readonly logs: LogReader;
    readonly origin: string;
    readonly path: string;
    readonly scope: "public" | "private";
  },
): Promise<never> {
  const tile = parseTilePath(asked.path);
  const bytes = tile === null ? null : await asked.logs.tile(asked.origin, tile);
  if (tile === null || bytes === null) throw httpFaults.fault("HTTP_NOT_FOUND");
  reply.headers({
    "content-type": "application/octet-stream",
    "cache-control": `${asked.scope}, ${neverChanges}`,
  });
  // Hashes do not get smaller; entries do.
  const isGzipped = tile.level === "entries" && takesGzip(request);
  if (tile.level === "entries") reply.header("vary", "accept-encoding");
  if (isGzipped) reply.header("content-encoding", "gzip");
  const sent = isGzipped ? gzipSync(bytes) : Buffer.from(bytes);
  return (await reply.serializer((body: unknown) => body as string).send(sent)) as never;
}

function takesGzip(request: FastifyRequest): boolean {
  const codings = String(request.headers["accept-encoding"] ?? "")
    .toLowerCase()
    .split(",");
  return codings.some((coding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$)[0-9.]+\s*)?$/.test(coding));
}
