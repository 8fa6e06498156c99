import { Worker } from "node:worker_threads";
import { collectFaults } from "./errors.ts";
import { defaultReadLimits, type ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import type { FileToRead } from "./file-to-read.ts";
import type { ReadEvent, ReaderAnswer, ReaderMessage, ReaderStart } from "./reader-messages.ts";

/**
 * Reads and parses files in a thread of its own. The reader runs at most a few groups ahead of whoever consumes
 * the events, so memory stays bounded; leaving the loop early ends the thread.
 * @throws COLLECT_WORKER_FAILED when the thread dies, which no content of a file should bring about
 */
export async function* readFiles(
  files: readonly FileToRead[],
  mappings: readonly Mapping[],
  limits: ReadLimits = defaultReadLimits,
): AsyncGenerator<ReadEvent> {
  const start: ReaderStart = { files, mappings, limits };
  const worker = new Worker(new URL("./reader.worker.ts", import.meta.url), { workerData: start });
  const queue: ReaderMessage[] = [];
  let wake: (() => void) | undefined;
  let failure: unknown;
  worker.on("message", (message: ReaderMessage) => {
    queue.push(message);
    wake?.();
  });
  worker.on("error", (cause) => {
    failure = cause;
    wake?.();
  });
  try {
    for (;;) {
      const message = queue.shift();
      if (message === undefined) {
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (message.kind === "end") return;
      yield message;
      if (message.kind === "group") worker.postMessage({ kind: "taken" } satisfies ReaderAnswer);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw collectFaults.fault("COLLECT_WORKER_FAILED", { reason }, cause);
  } finally {
    await worker.terminate();
  }
}
