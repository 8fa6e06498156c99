import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { installProblems } from "./problem.ts";
import { installWebApp } from "./web-app.ts";

let folder: string;
let server: FastifyInstance;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-web-"));
  writeFileSync(path.join(folder, "secret.txt"), "secret");
  mkdirSync(path.join(folder, "dist", "assets"), { recursive: true });
  writeFileSync(path.join(folder, "dist", "index.html"), "<p>the app</p>");
  writeFileSync(path.join(folder, "dist", "assets", "a-1234.js"), "1");
  server = Fastify();
  installProblems(server);
  await installWebApp(server, path.join(folder, "dist"));
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const browse = async (url: string) => await server.inject({ url, headers: { accept: "text/html,*/*" } });

it("gives the app's page at every address that a browser opens", async () => {
  for (const url of ["/", "/enterprises/ent_1", "/login"]) {
    const answer = await browse(url);
    expect([answer.statusCode, answer.body], url).toEqual([200, "<p>the app</p>"]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  }
});

it("lets a browser keep files whose names carry a hash", async () => {
  const answer = await server.inject("/assets/a-1234.js");
  expect(answer.body).toBe("1");
  expect(answer.headers["cache-control"]).toContain("immutable");
});

it("answers an unknown file and an unknown address of the API with a problem", async () => {
  for (const url of ["/assets/gone.js", "/v1/nothing"]) {
    const answer = await server.inject({
      url,
      headers: { accept: url.startsWith("/v1") ? "text/html" : "*/*" },
    });
    expect([answer.statusCode, answer.json<{ code: string }>().code], url).toEqual([404, "HTTP_NOT_FOUND"]);
  }
});

it("gives nothing outside the app's folder", async () => {
  for (const url of ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"]) {
    expect((await server.inject(url)).body, url).not.toContain("secret\n");
    expect((await server.inject(url)).statusCode, url).toBeGreaterThanOrEqual(400);
  }
});

it("says that the page is being prepared while it is not built, and looks again by itself", async () => {
  rmSync(path.join(folder, "dist", "index.html"));
  const answer = await browse("/");
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('http-equiv="refresh"');
});
