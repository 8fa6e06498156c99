import { Worker } from "node:worker_threads";
import { intakeFaults } from "./errors.ts";
import type { BatchToVerify, VerifiedBatch, VerifyAnswer, VerifyRequest } from "./verifier-messages.ts";

/** Verifies batches in a thread of its own, so that a signature never holds up the loop that answers requests. */
export interface Verifier {
  /** In the order of the calls. @throws INTAKE_VERIFIER_FAILED when the thread ended */
  verify(batches: readonly BatchToVerify[]): Promise<readonly VerifiedBatch[]>;
  /** Resolves when the thread has answered what it was asked and has ended; may be called again. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (verified: readonly VerifiedBatch[]) => void;
  readonly reject: (cause: unknown) => void;
}

/** Starts the thread. */
export function openVerifier(): Verifier {
  const worker = new Worker(new URL("./verifier.worker.ts", import.meta.url), { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let ended: Error | null = null;
  const end = (cause: Error): void => {
    ended ??= cause;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on("message", ({ id, verified }: VerifyAnswer) => {
    waiting.get(id)?.resolve(verified);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  worker.on("error", (cause) =>
    end(intakeFaults.fault("INTAKE_VERIFIER_FAILED", { problem: cause.message }, cause)),
  );
  const exited = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      end(intakeFaults.fault("INTAKE_VERIFIER_FAILED", { problem: "it ended" }));
      resolve();
    });
  });
  const post = (request: VerifyRequest, moved: readonly ArrayBuffer[] = []): void =>
    worker.postMessage(request, [...moved]);
  // An idle thread must not keep the process.
  worker.unref();
  return {
    verify: (batches) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.ref();
        const owned = batches.map(ownBuffers);
        post(
          { kind: "verify", id, batches: owned },
          owned.flatMap(({ rows, ends }) => [rows.buffer, ends.buffer]),
        );
      }),
    async close() {
      worker.ref();
      post({ kind: "close" });
      await exited;
    },
  };
}

/** A view of a request's body would be sent with the whole body; its own copy moves without another one. */
function ownBuffers(batch: BatchToVerify) {
  return {
    ...batch,
    signature: Uint8Array.from(batch.signature),
    saltSeed: Uint8Array.from(batch.saltSeed),
    publicKey: Uint8Array.from(batch.publicKey),
    rows: Uint8Array.from(batch.rows),
    ends: Uint32Array.from(batch.ends),
  };
}
