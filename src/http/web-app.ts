import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { existsSync } from "node:fs";
import path from "node:path";
import { httpFaults } from "./errors.ts";
import { sendProblem } from "./problem.ts";

/**
 * Serves the built web app: files under their own names, and its page for every other address that a browser opens,
 * because the app chooses the page by the address. Unknown addresses of the API stay problems.
 */
export async function installWebApp(server: FastifyInstance, directory: string | null): Promise<void> {
  const isBuilt = directory !== null && existsSync(path.join(directory, "index.html"));
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: directory,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, file) => {
        // Vite puts a hash of the content into the names under assets/, so those never change.
        const isHashed = file.startsWith(path.join(directory, "assets") + path.sep);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  server.setNotFoundHandler(async (request, reply) => {
    const opensPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (isBuilt && opensPage && !request.url.startsWith("/v1/")) {
      return await reply.header("cache-control", "no-cache").sendFile("index.html", directory);
    }
    await sendProblem(reply, request, httpFaults.fault("HTTP_NOT_FOUND"));
    return reply;
  });
}
