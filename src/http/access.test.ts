import Fastify from "fastify";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installAccess } from "./access.ts";
import { installIdempotency } from "./idempotency.ts";
import {
  bodyOf,
  callerOf,
  cookieOf,
  openTestServer,
  password,
  signInAs,
  type TestServer,
} from "./testing/open-test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer(async () => {
    throw new Error("No evaluation is run here");
  });
});

afterAll(async () => await server.close());

describe("a route", () => {
  it("that declares nobody who may call it stops the start", async () => {
    const bare = Fastify();
    installAccess(bare, server.services.access);
    expect(() => bare.get("/v1/forgotten", async () => "open")).toThrow(
      /HTTP_ROUTE_WITHOUT_ACCESS|does not declare who/,
    );
    const invented = { access: { action: "evaluation.invented" } };
    expect(() => bare.get("/v1/nobody", { config: invented }, async () => "")).toThrow(
      /does not declare who/,
    );
    await bare.close();
  });

  it("that writes without declaring its idempotency key stops the start", async () => {
    const bare = Fastify();
    installIdempotency(bare, server.services.idempotency, server.services.clock);
    expect(() =>
      bare.post("/v1/things", { config: { access: { action: "session.read" } } }, async () => ""),
    ).toThrow(/idempotency key/);
    await bare.close();
  });

  it("of each kind but log-in, health, the interface, the public log and what devices call refuses a stranger with 401", async () => {
    const document = await bodyOf<{ paths: Record<string, Record<string, unknown>> }>(
      callerOf(server.address)("GET", "/v1/openapi.json"),
    );
    const open: string[] = [];
    for (const [url, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        const path = url.replaceAll(/\{(\w+)\}/g, "01900000-0000-7000-8000-000000000000");
        const options = method === "post" ? { json: { token: "x".repeat(20) } } : {};
        const answer = await callerOf(server.address)(method.toUpperCase(), path, options);
        if (answer.status !== 401) open.push(`${method} ${url}`);
        await answer.arrayBuffer();
      }
    }
    expect(open.sort()).toEqual([
      "delete /v1/session",
      "get /log/checkpoint",
      "get /log/checkpoint/newest",
      "get /log/tile/{*}",
      "get /metrics",
      "get /v1/collectors/{id}/progress",
      "get /v1/health",
      "get /v1/openapi.json",
      // Devices have no session: a one-time code or a signature speaks for them.
      "post /v1/batches",
      "post /v1/collectors/enrol",
      "post /v1/collectors/{id}/messages",
      "post /v1/collectors/{id}/rotation",
    ]);
  });

  it("for credit officers refuses an auditor with 403, and lets them read", async () => {
    const auditor = await signInAs(server, "auditor", "auditor");
    const refused = await auditor("POST", "/v1/uploads");
    expect(refused.status).toBe(403);
    expect(await bodyOf(refused)).toMatchObject({ code: "ACCESS_ROLE_NOT_ALLOWED", status: 403 });
    expect((await auditor("GET", "/v1/evaluations")).status).toBe(200);
  });
});

describe("signing in", () => {
  it("sets a cookie that no script reads and no other site sends", async () => {
    await server.addAccount("zhang", "creditOfficer");
    const answer = await callerOf(server.address)("POST", "/v1/session", {
      json: { user: "zhang", password },
    });
    expect(answer.status).toBe(200);
    expect(await bodyOf(answer)).toMatchObject({ user: { name: "zhang", role: "creditOfficer" } });
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const session = await callerOf(server.address, cookieOf(answer))("GET", "/v1/session");
    expect(await bodyOf(session)).toMatchObject({ user: { name: "zhang" } });
  });

  it("by a one-time token works once", async () => {
    const { id: accountId, partyId } = await server.addAccount("li", "administrator");
    const token = server.services.access.tokens.issue({ partyId, accountId });
    const first = await callerOf(server.address)("POST", "/v1/session", { json: { token } });
    expect(first.status).toBe(200);
    const second = await callerOf(server.address)("POST", "/v1/session", { json: { token } });
    expect(second.status).toBe(401);
  });

  it("by a token that is older than ten minutes fails", async () => {
    const { id: accountId, partyId } = await server.addAccount("wang", "administrator");
    const token = server.services.access.tokens.issue({ partyId, accountId });
    server.clock.advance(10 * 60_000);
    expect((await callerOf(server.address)("POST", "/v1/session", { json: { token } })).status).toBe(401);
  });

  it("gives the same answer for a wrong password and an unknown name, and waits after five failures", async () => {
    server.clock.advance(120_000);
    await server.addAccount("zhao", "creditOfficer");
    const attempt = async (user: string, secret: string) =>
      await callerOf(server.address)("POST", "/v1/session", { json: { user, password: secret } });
    const wrong = await bodyOf(attempt("zhao", "wrong"));
    const unknown = await bodyOf(attempt("nobody", "wrong"));
    expect({ ...wrong, instance: "" }).toEqual({ ...unknown, instance: "" });
    for (let i = 0; i < 3; i++) expect((await attempt("zhao", "wrong")).status).toBe(401);
    const limited = await attempt("zhao", password);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    server.clock.advance(61_000);
    expect((await attempt("zhao", password)).status).toBe(200);
  });

  it("ends with logging out and with the session's time", async () => {
    const officer = await signInAs(server, "sun", "creditOfficer");
    expect((await officer("DELETE", "/v1/session")).status).toBe(204);
    expect((await officer("GET", "/v1/session")).status).toBe(401);
    const other = await signInAs(server, "zhou", "creditOfficer");
    server.clock.advance(12 * 3_600_000);
    expect((await other("GET", "/v1/session")).status).toBe(401);
  });

  it("does not believe a cookie that names another party", async () => {
    const answer = await callerOf(server.address)("POST", "/v1/session", { json: { user: "sun", password } });
    const secret = cookieOf(answer).replace(/=[0-9a-f-]{36}\./, "=01900000-0000-7000-8000-000000000001.");
    expect((await callerOf(server.address, secret)("GET", "/v1/session")).status).toBe(401);
    for (const party of ["-".repeat(36), "0".repeat(36), `${"a".repeat(35)}-`]) {
      const forged = callerOf(server.address, `touchstone_session=${party}.secret`);
      expect((await forged("GET", "/v1/session")).status).toBe(401);
      const token = await callerOf(server.address)("POST", "/v1/session", {
        json: { token: `${party}.secret` },
      });
      expect(token.status).toBe(401);
    }
  });

  it("leaves neither the password nor the cookie's secret in the database", async () => {
    const answer = await callerOf(server.address)("POST", "/v1/session", { json: { user: "sun", password } });
    const secret = cookieOf(answer).split("=")[1] ?? "";
    const rows = await server.record.inParty(server.record.partyId, async (transaction) => [
      await transaction.selectFrom("app_user").selectAll().execute(),
      await transaction.selectFrom("session").selectAll().execute(),
      await transaction.selectFrom("audit_event").selectAll().execute(),
    ]);
    const text = JSON.stringify(rows);
    expect(text).not.toContain(password);
    expect(text).not.toContain(secret);
    expect(text).toContain("session.created");
    expect(text).toContain("session.refused");
  });
});

describe("a request from elsewhere", () => {
  it("that a page of another site made is refused", async () => {
    const officer = await signInAs(server, "qian", "creditOfficer");
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const answer = await officer("POST", "/v1/uploads", { headers });
      expect(await bodyOf(answer)).toMatchObject({ code: "HTTP_FOREIGN_ORIGIN", status: 403 });
    }
    const own = await officer("POST", "/v1/uploads", {
      headers: { origin: server.address, "sec-fetch-site": "same-origin" },
    });
    expect(own.status).toBe(201);
  });

  it("under a foreign host name is refused while listening on loopback", async () => {
    const { port } = new URL(server.address);
    const status = await new Promise((resolve, reject) => {
      const call = request(
        { host: "127.0.0.1", port, path: "/v1/health", headers: { host: `rebound.example:${port}` } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      call.on("error", reject).end();
    });
    expect(status).toBe(403);
  });

  it("gets security headers with every answer", async () => {
    const answer = await callerOf(server.address)("GET", "/v1/health");
    expect(answer.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});
