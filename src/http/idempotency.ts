import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest, onRouteHookHandler } from "fastify";
import { z } from "zod";
import { type IdempotencyStore, jobsFaults, type KeyOwner } from "#jobs";
import type { Clock } from "#kernel";
import { requireVisitor } from "./access.ts";
import { httpFaults } from "./errors.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set while the request works under a key that nobody used before. */
    claimedKey: KeyOwner | null;
  }
  interface FastifyContextConfig {
    /** Asked before a kept answer is given again: who lost the right to read it gets it no more. */
    beforeReplay?: (request: FastifyRequest, body: unknown) => Promise<void>;
  }
}

/** The headers of a POST under `/v1`: a key that the caller makes up, the same for each repetition. */
export const keyHeaderSchema = z.looseObject({
  "idempotency-key": z.string().regex(/^[\w.-]{8,64}$/),
});

const replayedHeader = "idempotency-replayed";

/**
 * Makes POST repeatable: the first answer under a key is kept a day and given again to a repetition; the same key
 * for another request is a conflict; an answer of 500 and above is not kept.
 */
export function installIdempotency(server: FastifyInstance, store: IdempotencyStore, clock: Clock): void {
  server.decorateRequest("claimedKey", null);
  server.addHook("onRoute", requireKeyHeader);
  server.addHook("preHandler", async (request, reply) => {
    if (!isKeyed(request)) return;
    const { "idempotency-key": key } = keyHeaderSchema.parse(request.headers);
    const { account } = requireVisitor(request);
    const owner: KeyOwner = { partyId: account.partyId, accountId: account.id, key };
    const claim = await store.claim(owner, fingerprintOf(request), clock());
    switch (claim.kind) {
      case "new":
        request.claimedKey = owner;
        return;
      case "otherRequest":
        throw jobsFaults.fault("JOBS_KEY_REUSED", { key });
      case "inProgress":
        throw jobsFaults.fault("JOBS_KEY_IN_PROGRESS", { key });
      case "answered":
        await request.routeOptions.config.beforeReplay?.(request, JSON.parse(claim.answer.body));
        return await reply
          .code(claim.answer.status)
          .header(replayedHeader, "true")
          .header("content-type", "application/json; charset=utf-8")
          .serializer((value: unknown) => String(value))
          .send(claim.answer.body);
    }
  });
  server.addHook("onSend", async (request, reply, payload) => {
    const owner = request.claimedKey;
    if (owner === null) return payload;
    request.claimedKey = null;
    if (reply.statusCode < 400 && typeof payload === "string") {
      await store.answer(owner, { status: reply.statusCode, body: payload });
    } else {
      await store.release(owner);
    }
    return payload;
  });
}

const requireKeyHeader: onRouteHookHandler = (route) => {
  const isKeyedRoute = [route.method].flat().includes("POST") && route.config?.idempotency !== "none";
  if (isKeyedRoute && route.schema?.headers !== keyHeaderSchema) {
    throw httpFaults.fault("HTTP_ROUTE_WITHOUT_KEY", { url: route.url });
  }
};

function isKeyed(request: FastifyRequest): boolean {
  const { config } = request.routeOptions;
  return request.method === "POST" && config.idempotency !== "none" && !request.is404;
}

function fingerprintOf(request: FastifyRequest): string {
  const body = typeof request.body === "object" ? JSON.stringify(request.body) : "";
  return createHash("sha256").update(`${request.method}\n${request.url}\n${body}`).digest("hex");
}
