import { Agent, request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { answersFromJson, batchesToProtobuf } from "#telemetry";
import { composeRun } from "./bench-device.ts";
import type { LoadAnswer, LoadRequest } from "./ingest-messages.ts";

/** Posts signed batches of all devices, as fast as they are taken or at a pace; they are signed before the time starts. */
export async function loadBatches(request: LoadRequest): Promise<LoadAnswer> {
  const { devices, each, rows, port, window, perSecond } = request;
  const everyMs = perSecond === null ? 0 : (devices / perSecond) * 1000;
  const nowMs = Date.now();
  const bodies = Array.from({ length: devices }, (_, number) =>
    composeRun(number, each, rows, nowMs).map((batch) => batchesToProtobuf([batch])),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: devices * window });
  const waits: number[] = [];
  let acknowledged = 0;
  let problem: string | null = null;
  const startedAtMs = performance.now();
  const work = bodies.flatMap((list, number) => {
    let next = 0;
    return Array.from({ length: window }, async () => {
      while (next < list.length && problem === null) {
        // Devices take turns, so that a pace is even.
        const dueAtMs = startedAtMs + (next + number / devices) * everyMs;
        const body = list[next++];
        if (body === undefined) return;
        if (perSecond !== null) await delay(Math.max(0, dueAtMs - performance.now()));
        const sentAtMs = performance.now();
        const answer = await post(agent, port, body);
        waits.push(performance.now() - sentAtMs);
        const kinds = answersFromJson(answer).map(({ kind }) => kind);
        if (kinds.every((kind) => kind === "stored")) acknowledged += kinds.length;
        else problem = answer.slice(0, 300);
      }
    });
  });
  await Promise.all(work);
  const wallMs = performance.now() - startedAtMs;
  agent.destroy();
  waits.sort((a, b) => a - b);
  return {
    acknowledged,
    wallMs,
    p50Ms: waits[Math.floor(waits.length / 2)] ?? 0,
    p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0,
    bytes: bodies.flat().reduce((sum, body) => sum + body.length, 0),
    problem,
  };
}

function post(agent: Agent, port: number, body: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/protobuf", "content-length": body.length };
    const sent = httpRequest(
      { agent, port, host: "127.0.0.1", method: "POST", path: "/v1/batches", headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => resolve(Buffer.concat(parts).toString()));
        answer.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
