import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { existsSync } from "node:fs";
import path from "node:path";
import { httpFaults } from "./errors.ts";
import { sendProblem } from "./problem.ts";

/** Shown while the page is being built; it looks again by itself, without a script. */
const buildingPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>试金石 Touchstone</title></head><body style="font-family: sans-serif; margin: 3rem">
<h1>试金石</h1><p>正在准备页面，请稍候……</p><p>The page is being prepared; it opens by itself.</p></body></html>`;

/**
 * Serves the built web app: files under their own names, and its page for every other address that a browser opens,
 * because the app chooses the page by the address. Unknown addresses of the API stay problems.
 */
export async function installWebApp(server: FastifyInstance, directory: string | null): Promise<void> {
  if (directory !== null) {
    await server.register(fastifyStatic, {
      root: directory,
      serve: false,
      cacheControl: false,
      setHeaders: (reply, file) => {
        // Vite puts a hash of the content into the names under assets/, so those never change.
        const isHashed = file.startsWith(path.join(directory, "assets") + path.sep);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    server.route<{ Params: { "*": string } }>({
      method: ["GET", "HEAD"],
      url: "/*",
      config: { access: "public" },
      schema: { hide: true },
      handler: (request, reply) => {
        const file = request.params["*"];
        if (file === "") sendPage(reply, directory);
        else reply.sendFile(file);
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const opensPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (directory !== null && opensPage && !request.url.startsWith("/v1/")) {
      sendPage(reply, directory);
      return;
    }
    sendProblem(reply, request, httpFaults.fault("HTTP_NOT_FOUND"));
  });
}

function sendPage(reply: FastifyReply, directory: string): void {
  reply.code(200);
  if (existsSync(path.join(directory, "index.html"))) {
    reply.sendFile("index.html");
    return;
  }
  reply
    .code(503)
    .headers({ "content-type": "text/html; charset=utf-8", "retry-after": "2", "cache-control": "no-store" })
    .send(buildingPage);
}
