import type { FastifyInstance } from "fastify";
import { httpFaults } from "./errors.ts";
import type { HttpOptions } from "./services.ts";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that a page of another site makes in a visitor's browser (the headers are the browser's own and
 * no script can set them), and, while listening on loopback, requests under a foreign host name: a page whose name
 * was rebound to 127.0.0.1 would otherwise pass as ours.
 */
export function installOriginCheck(server: FastifyInstance, { host }: Pick<HttpOptions, "host">): void {
  const isLocalOnly = loopbackHosts.has(host) || host === "::1";
  server.addHook("onRequest", async (request) => {
    const { headers } = request;
    const asked = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (isLocalOnly && !loopbackHosts.has(asked)) {
      throw httpFaults.fault("HTTP_HOST_UNKNOWN", { host: asked.slice(0, 100) });
    }
    if (reading.has(request.method)) return;
    const site = headers["sec-fetch-site"];
    const isForeignSite = site !== undefined && site !== "same-origin" && site !== "none";
    const isForeignOrigin = headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
    if (isForeignSite || isForeignOrigin) throw httpFaults.fault("HTTP_FOREIGN_ORIGIN");
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
