import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import type { ReadLimits } from "./limits.ts";
import { salvageGzip } from "./salvage-gzip.ts";

/** What is known of a file once it was read to its end, or to where reading had to stop. */
export interface ByteSource {
  /** Content in order, inflated where the file is gzip (told by its first bytes, not by its name). */
  chunks(): AsyncIterable<Uint8Array>;
  /** Bytes of the file consumed so far. */
  readonly consumedBytes: number;
  /** Whether the file was gzip, once the first bytes are read. */
  readonly isInflated: boolean;
  /** Why the content ended early, or null. Rows read so far are for the caller to fill in. */
  readonly problem: ((rows: number) => Fault) | null;
  /** SHA-256 of the bytes of the file that were consumed, hexadecimal; ends the hash. */
  digest(): string;
}

const chunkBytes = 1 << 20;

/** Reads a file in bounded memory; damage ends the content and is reported, never thrown. */
export function openByteSource(path: string, limits: ReadLimits): ByteSource {
  const hash = createHash("sha256");
  const state = { consumedBytes: 0, isInflated: false, problem: null as ByteSource["problem"] };
  const raw = async function* (): AsyncGenerator<Uint8Array> {
    const file = await open(path, "r");
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
        if (bytesRead === 0) return;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        state.consumedBytes += bytesRead;
        yield chunk;
      }
    } finally {
      await file.close();
    }
  };
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      const source = raw();
      const first = await source.next();
      if (first.done === true) return;
      const rest = prepend(first.value, source);
      state.isInflated = isGzip(first.value);
      yield* state.isInflated ? inflate(path, rest, state, limits) : rest;
    } catch (cause) {
      // The code alone: the message has the path on this machine, which is not for the sealed log.
      const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "?";
      state.problem = (rows) => collectFaults.fault("COLLECT_UNREADABLE", { reason, rows }, cause);
    }
  };
  return {
    chunks,
    get consumedBytes() {
      return state.consumedBytes;
    },
    get isInflated() {
      return state.isInflated;
    },
    get problem() {
      return state.problem;
    },
    digest: () => hash.digest("hex"),
  };
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* prepend(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    yield* rest;
  } finally {
    // Whoever stops at the first chunk closes the file too.
    await rest.return(undefined);
  }
}

/** Inflates until the end, damage, or the bound on how far a file may grow (a bomb). */
async function* inflate(
  path: string,
  source: AsyncIterable<Uint8Array>,
  state: { readonly consumedBytes: number; problem: ByteSource["problem"] },
  limits: ReadLimits,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const feeding = feed(source, gunzip);
  let inflated = 0;
  const isTooFar = (chunk: Uint8Array): boolean => {
    inflated += chunk.length;
    const compressed = state.consumedBytes;
    const byRatio = limits.inflationAllowanceBytes + compressed * limits.inflationRatio;
    const limit = Math.min(limits.inflatedBytes, byRatio);
    if (inflated <= limit) return false;
    state.problem = (rows) =>
      collectFaults.fault("COLLECT_INFLATES_TOO_FAR", { compressed, inflated, limit, rows });
    return true;
  };
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      if (isTooFar(chunk)) return;
      yield chunk;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const bytes = state.consumedBytes;
    if ((cause as { code?: string }).code === "Z_BUF_ERROR") {
      state.problem = (rows) => collectFaults.fault("COLLECT_GZIP_CUT_OFF", { bytes, rows });
      return;
    }
    state.problem = (rows) => collectFaults.fault("COLLECT_GZIP_DAMAGED", { reason, rows }, cause);
    for await (const chunk of salvageGzip(path, bytes, inflated)) {
      if (isTooFar(chunk)) return;
      yield chunk;
    }
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** Writes with back-pressure; a destroyed inflater ends it. */
async function feed(
  source: AsyncIterable<Uint8Array>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const chunk of source) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) {
        await new Promise<void>((resolve) => {
          gunzip.once("drain", resolve);
          gunzip.once("close", resolve);
          gunzip.once("error", () => resolve());
        });
      }
    }
    gunzip.end();
  } catch (cause) {
    gunzip.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  }
}
