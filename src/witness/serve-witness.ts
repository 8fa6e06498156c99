import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { addCheckpointBytes, formatKnownSize, formatVerifierKey, logSizeType } from "#seal";
import type { Witness } from "./open-witness.ts";

/** A witness that listens. */
export interface ServedWitness {
  /** Its submission prefix, for example `http://127.0.0.1:8200`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A request that takes longer than this holds a socket for nothing. */
const requestMs = 15_000;
const mostConnections = 256;

/**
 * Serves a witness over HTTP: `POST /add-checkpoint` as tlog-witness has it; besides `GET /` (its key and the logs it
 * watches) and `GET /logs/<id>/checkpoint` (the last note it cosigned, for monitors), where the id is the hexadecimal
 * SHA-256 of the origin. TLS is the business of a proxy in front of it.
 * @param onFailure  a store that cannot write: the witness answered 500 and signed nothing
 */
export async function serveWitness(
  witness: Witness,
  listen: { readonly host: string; readonly port: number },
  onFailure: (cause: unknown) => void,
): Promise<ServedWitness> {
  const server = createServer((request, response) => {
    answer(witness, request, response).catch((cause: unknown) => {
      onFailure(cause);
      if (!response.headersSent) send(response, 500, "the witness failed\n");
    });
  });
  server.headersTimeout = requestMs;
  server.requestTimeout = requestMs;
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : listen.port;
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The id of a log in the witness's addresses. */
export function witnessLogId(origin: string): string {
  return createHash("sha256").update(origin).digest("hex");
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (path === "/add-checkpoint") {
    if (request.method !== "POST") return send(response, 405, "POST only\n", { allow: "POST" });
    return await addCheckpoint(witness, request, response);
  }
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 404, "not found\n");
  if (path === "/") return send(response, 200, describe(witness));
  const id = /^\/logs\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  const log = witness.logs.find(({ name }) => witnessLogId(name) === id);
  const note = log === undefined ? null : witness.newest(log.name);
  if (note === null) return send(response, 404, "not found\n");
  send(response, 200, note, { "cache-control": "no-cache" });
}

async function addCheckpoint(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  // The rest of a body that is too long is not read: the connection ends with the answer.
  if (body === null) return send(response, 413, "the body is too long\n", { connection: "close" });
  const answered = witness.addCheckpoint(body);
  switch (answered.status) {
    case 200:
      return send(response, 200, answered.signatureLines);
    case 409:
      return send(response, 409, formatKnownSize(answered.size), { "content-type": logSizeType });
    default:
      return send(response, answered.status, `${answered.detail}\n`);
  }
}

/** The body; null when it is longer than a request can be. The socket stays open for the answer. */
function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers["content-length"] ?? 0) > addCheckpointBytes) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= addCheckpointBytes) chunks.push(chunk);
      else {
        request.pause();
        resolve(null);
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

function describe({ verifierKey, logs }: Witness): string {
  const lines = logs.map(
    (key) => `log ${formatVerifierKey(key)} /logs/${witnessLogId(key.name)}/checkpoint\n`,
  );
  return `${formatVerifierKey(verifierKey)}\n\n${lines.join("")}`;
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": String(bytes.length),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(bytes);
}
