import { isJsonObject, type Json } from "#seal";
import {
  answersFromJson,
  type BatchAnswer,
  batchesToJsonLines,
  batchesToProtobuf,
  type CollectorProgress,
  type SignedBatch,
} from "#telemetry";
import type { DeviceKey } from "../device/device-key.ts";
import { edgeFaults } from "../errors.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import { connectToken } from "./connect-token.ts";
import { openPlatformClient, type PlatformAnswer } from "./platform-request.ts";
import type { Uplink } from "./uplink.ts";

export interface HttpUplinkOptions {
  readonly collector: string;
  readonly key: DeviceKey;
  readonly clock: EdgeClock;
  readonly format: "jsonLines" | "protobuf";
  readonly timeoutMs: number;
  readonly authorityFile?: string | undefined;
}

/** Batches by `POST /v1/batches`, several in a request, over connections that stay open. */
export function openHttpUplink(server: string, options: HttpUplinkOptions): Uplink {
  const { collector, key, clock, format, timeoutMs, authorityFile } = options;
  const client = openPlatformClient(server, { timeoutMs, authorityFile });
  let isCrowded = false;
  const authorization = (aheadMs: number): string =>
    `Collector ${collector}:${connectToken(collector, key, () => clock.wall() + aheadMs)}`;
  const ask = (aheadMs: number) =>
    client.request({
      method: "GET",
      path: `/v1/collectors/${encodeURIComponent(collector)}/progress`,
      headers: { authorization: authorization(aheadMs) },
    });
  return {
    server: client.server,
    progress: async () => {
      let beforeMs = clock.wall();
      let answer = await ask(0);
      if (answer.status === 401 || answer.status === 403) {
        // A device without the right time is refused for its token's; the platform says what time it is.
        const aheadMs = Date.parse(String(answer.headers["date"])) - clock.wall();
        if (!Number.isFinite(aheadMs) || Math.abs(aheadMs) < 60_000) return null;
        beforeMs = clock.wall();
        answer = await ask(aheadMs);
      }
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return null;
      const progress = readProgress(client.server, answer);
      return { progress, offsetMs: Math.round(progress.serverTimeMs - (beforeMs + clock.wall()) / 2) };
    },
    send: async (batches) => {
      const answer = await client.request({
        method: "POST",
        path: "/v1/batches",
        headers: {
          "content-type": format === "protobuf" ? "application/protobuf" : "application/x-ndjson",
          ...(isCrowded ? { authorization: authorization(0) } : {}),
        },
        body: format === "protobuf" ? batchesToProtobuf(batches) : batchesToJsonLines(batches),
      });
      // The signatures speak for the batches: no token that a wrong clock could spoil, unless somebody at this address
      // sends so much that the platform reads only who proves himself first.
      const wasProven = isCrowded;
      const isHeldUp = answer.status === 429 && !isAnswerDocument(answer.text);
      isCrowded = isHeldUp ? !wasProven : wasProven && answer.status < 400;
      const isTokenRefused = wasProven && (answer.status === 401 || answer.status === 403);
      return readAnswers(client.server, isTokenRefused ? { ...answer, status: 429 } : answer, batches);
    },
    close: async () => client.close(),
  };
}

/** A refusal of the whole request is a refusal of each batch, so that the caller has one way to go on. */
function readAnswers(
  server: string,
  answer: PlatformAnswer,
  batches: readonly SignedBatch[],
): readonly BatchAnswer[] {
  if (isAnswerDocument(answer.text)) return answersFromJson(answer.text);
  const retryAfterS = Number(answer.headers["retry-after"]);
  const isBusy = answer.status === 429 || answer.status >= 500;
  if (!isBusy && answer.status !== 401 && answer.status !== 403) {
    const found = `${answer.status} ${answer.text.slice(0, 120)}`;
    throw edgeFaults.fault("EDGE_SERVER_ODD", { server, expected: "answers to batches", found });
  }
  return batches.map(({ head }) => ({
    kind: "refused",
    collector: head.collector,
    epoch: head.epoch,
    sequence: head.sequence,
    reason: isBusy ? "busy" : "notActive",
    detail: `${answer.status} ${answer.text.slice(0, 200)}`,
    ...(Number.isFinite(retryAfterS) && retryAfterS > 0 ? { retryAfterMs: retryAfterS * 1000 } : {}),
  }));
}

function isAnswerDocument(text: string): boolean {
  return /^\s*\{\s*"answers"/.test(text);
}

function readProgress(server: string, answer: PlatformAnswer): CollectorProgress {
  const odd = (found: string) =>
    edgeFaults.fault("EDGE_SERVER_ODD", { server, expected: "the collector's progress", found });
  if (answer.status !== 200) throw odd(`${answer.status} ${answer.text.slice(0, 120)}`);
  let value: Json;
  try {
    value = JSON.parse(answer.text) as Json;
  } catch {
    throw odd("no JSON");
  }
  if (!isJsonObject(value) || typeof value["serverTimeMs"] !== "number") throw odd("another document");
  return value as unknown as CollectorProgress;
}
