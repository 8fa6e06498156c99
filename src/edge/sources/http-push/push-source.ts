import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { resolve } from "node:path";
import { isJsonObject, type Json } from "#seal";
import type { Source, SourceFinding, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { aborted, sayCause, untilAborted } from "../reconnect.ts";
import { readSecret } from "../secret.ts";
import type { PushConfig } from "./push-config.ts";
import { readPushed } from "./push-message.ts";

/** A listener for machines that push: it answers 200 only when the message is on the collector's disk. */
export function pushSource(
  place: SourcePlace,
  onListening: (port: number) => void = () => undefined,
): Source<PushConfig> {
  return {
    open: (config, sink, signal) =>
      untilAborted(sink, signal, async (hasConnected) => {
        const server = await listen(config, place, answerWith(config, place, sink));
        const address = server.address();
        if (typeof address === "object" && address !== null) onListening(address.port);
        hasConnected();
        sink.health({ kind: "up" });
        await aborted(signal);
        const closed = once(server, "close");
        server.close();
        server.closeIdleConnections();
        const patience = setTimeout(() => server.closeAllConnections(), lastAnswersMs);
        await closed;
        clearTimeout(patience);
      }),
    check: async (config): Promise<readonly SourceFinding[]> => {
      try {
        readSecret(config.token, place.configurationDirectory);
      } catch (cause) {
        return [{ path: ["token"], expected: "a token that can be read", found: sayCause(cause) }];
      }
      try {
        const server = await listen(config, place, () => undefined);
        const closed = once(server, "close");
        server.close();
        await closed;
        return [];
      } catch (cause) {
        const expected = `to be able to listen at ${config.host}:${config.port}`;
        return [{ path: ["port"], expected, found: sayCause(cause) }];
      }
    },
  };
}

/** So long answers to messages that came before a stop may take. */
const lastAnswersMs = 1000;
const requestTimeoutMs = 15_000;
const mostConnections = 256;

async function listen(config: PushConfig, place: SourcePlace, answer: RequestListener): Promise<Server> {
  const fileOf = (path: string): Buffer => readFileSync(resolve(place.configurationDirectory, path));
  const limits = { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, maxHeaderSize: 8192 };
  const server =
    config.tls === undefined
      ? createServer(limits, answer)
      : createTlsServer(
          { ...limits, cert: fileOf(config.tls.certificateFile), key: fileOf(config.tls.keyFile) },
          answer,
        );
  server.maxConnections = mostConnections;
  server.listen(config.port, config.host);
  await once(server, "listening");
  return server;
}

/** Message ids that are remembered over restarts. */
const mostIds = 1000;

function answerWith(config: PushConfig, place: SourcePlace, sink: SourceSink): RequestListener {
  const expected = hashOf(`Bearer ${readSecret(config.token, place.configurationDirectory)}`);
  const ids = new Set(idsOf(sink.position));
  const onTheWay = new Map<string, Promise<void>>();
  let waiting = 0;
  const keep = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, config.maxBodyBytes);
    if (body.kind === "tooLarge") {
      return reply(response, 413, { problem: `more than ${config.maxBodyBytes} bytes` });
    }
    const read = readPushed(config, body.json, sink.clock());
    if (read.kind === "refused")
      return reply(response, 400, { refused: read.parts.map((part) => ({ ...part })) });
    const { id, samples, events } = read.message;
    const kept = { readings: samples.length, events: events.length };
    if (id !== null && ids.has(id)) {
      // The first one may still be on its way to the disk: nobody is told that it is there before it is.
      await onTheWay.get(id);
      return reply(response, 200, { kept, repeated: true });
    }
    if (id !== null) ids.add(id);
    for (const oldest of ids) {
      if (ids.size <= mostIds) break;
      ids.delete(oldest);
    }
    const position = { ids: [...ids] };
    const stored = (async () => {
      if (events.length > 0) await sink.events(events, samples.length > 0 ? undefined : position);
      if (samples.length > 0) await sink.samples(samples, position);
    })();
    if (id !== null) onTheWay.set(id, stored);
    await stored.finally(() => id !== null && onTheWay.delete(id));
    return reply(response, 200, { kept });
  };
  return (request, response) => {
    const given = hashOf(request.headers.authorization ?? "");
    if (!timingSafeEqual(given, expected))
      return reply(response, 401, { problem: "a bearer token is needed" });
    if (request.method !== "POST" || request.url !== "/v1/readings") {
      return reply(response, 404, { problem: "POST /v1/readings is all there is" });
    }
    if (waiting >= config.maxWaiting) {
      response.setHeader("retry-after", "1");
      return reply(response, 503, { problem: "too many messages wait for the disk; send it again" });
    }
    waiting += 1;
    keep(request, response)
      .catch((cause: unknown) => reply(response, 400, { problem: sayCause(cause) }))
      .finally(() => {
        waiting -= 1;
      });
  };
}

async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<{ readonly kind: "json"; readonly json: unknown } | { readonly kind: "tooLarge" }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > mostBytes) return { kind: "tooLarge" };
    parts.push(part as Buffer);
  }
  return { kind: "json", json: JSON.parse(Buffer.concat(parts).toString("utf8")) };
}

function reply(response: ServerResponse, status: number, body: Json): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  // What was not read of a refused request must not be taken for the next one.
  const close = status === 200 ? {} : { connection: "close" };
  response.writeHead(status, { "content-type": "application/json", ...close }).end(text);
}

function idsOf(position: Json | null): readonly string[] {
  const ids = isJsonObject(position) ? position["ids"] : null;
  return Array.isArray(ids) ? ids.filter((id: Json): id is string => typeof id === "string") : [];
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
