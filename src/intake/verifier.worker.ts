import { parentPort } from "node:worker_threads";
import type { VerifyAnswer, VerifyRequest } from "./verifier-messages.ts";
import { verifyBatch } from "./verify-batch.ts";

const port = parentPort;
if (port === null) throw new Error("verifier.worker.ts runs as a worker thread only");

port.on("message", (request: VerifyRequest) => {
  if (request.kind === "close") {
    port.close();
    return;
  }
  const answer: VerifyAnswer = { id: request.id, verified: request.batches.map(verifyBatch) };
  port.postMessage(answer);
});
