import { parentPort } from "node:worker_threads";
import type { VerifyAnswer, VerifyRequest } from "./verifier-messages.ts";
import { verifyBatch } from "./verify-batch.ts";

const port = parentPort;
if (port === null) throw new Error("verifier.worker.ts runs as a worker thread only");

port.on("message", ({ id, batches }: VerifyRequest) => {
  const answer: VerifyAnswer = { id, verified: batches.map(verifyBatch) };
  port.postMessage(answer);
});
