import { readFileSync } from "node:fs";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { edgeFaults } from "../errors.ts";

/** One address of the platform over HTTP, with connections that stay open. */
export interface PlatformClient {
  readonly server: string;
  /**
   * @throws EDGE_SERVER_UNREACHABLE when there was no whole answer in time; the request may have been received
   */
  request(ask: PlatformAsk): Promise<PlatformAnswer>;
  close(): void;
}

export interface PlatformAsk {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer is short; a longer one is not ours. */
const maxAnswerBytes = 8 * 2 ** 20;

export function openPlatformClient(
  server: string,
  { timeoutMs, authorityFile }: { readonly timeoutMs: number; readonly authorityFile?: string | undefined },
): PlatformClient {
  const base = new URL(server);
  const isSecure = base.protocol === "https:";
  const tls = authorityFile === undefined ? {} : { ca: readFileSync(authorityFile) };
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: true, maxSockets: 2, ...tls })
    : new HttpAgent({ keepAlive: true, maxSockets: 2 });
  const start = isSecure ? httpsRequest : httpRequest;
  const unreachable = (cause: unknown) =>
    edgeFaults.fault("EDGE_SERVER_UNREACHABLE", { server: base.origin, problem: problemOf(cause) }, cause);

  const request = (ask: PlatformAsk): Promise<PlatformAnswer> =>
    new Promise((resolve, reject) => {
      const url = new URL(`${base.pathname.replace(/\/$/, "")}${ask.path}`, base);
      const sent = start(url, {
        agent,
        method: ask.method,
        headers: { accept: "application/json", ...ask.headers },
        // The whole exchange, not only a silent socket: a peer that drips bytes is away as well.
        signal: AbortSignal.timeout(timeoutMs),
      });
      sent.on("error", (cause) => reject(unreachable(cause)));
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on("data", (part: Buffer) => {
          bytes += part.length;
          if (bytes > maxAnswerBytes) sent.destroy(new Error("the answer is too long"));
          parts.push(part);
        });
        response.on("error", (cause) => reject(unreachable(cause)));
        response.on("aborted", () => reject(unreachable(new Error("the connection was cut"))));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(parts).toString("utf8"),
            headers: response.headers,
          }),
        );
      });
      sent.end(ask.body);
    });
  return { server: base.origin, request, close: () => agent.destroy() };
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return cause.name === "TimeoutError" ? "no answer in time" : cause.message;
}
