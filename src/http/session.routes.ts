import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { allowedActions, signIn, signOut, type Visitor } from "#access";
import { requireVisitor, sessionCookie } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { logInSchema, sessionSchema } from "./session.schema.ts";

const cookieOptions = { path: "/", httpOnly: true, sameSite: "strict" } as const;

/** Signing in and out. The cookie is readable by no script and sent by no other site. */
export function sessionRoutes({ access }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/session",
      // The answer sets a cookie, so it is not remembered under a key.
      config: { access: "public", idempotency: "none" },
      bodyLimit: 4096,
      schema: {
        operationId: "logIn",
        tags: ["session"],
        body: logInSchema,
        response: { 200: sessionSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { visitor, secret } = await signIn(access, request.body, request.ip);
        const maxAge = Math.floor((visitor.session.expiresAtMs - visitor.session.createdAtMs) / 1000);
        const secure = request.protocol === "https";
        reply.setCookie(sessionCookie, secret, { ...cookieOptions, maxAge, secure });
        return showSession(visitor);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/session",
      config: { access: { action: "session.read" } },
      schema: {
        operationId: "getSession",
        tags: ["session"],
        response: { 200: sessionSchema, ...problemResponses },
      },
      handler: async (request) => showSession(requireVisitor(request)),
    });
    server.route({
      method: "DELETE",
      url: "/v1/session",
      config: { access: "public", idempotency: "none" },
      schema: {
        operationId: "logOut",
        tags: ["session"],
        response: { 204: z.null(), ...problemResponses },
      },
      handler: async (request, reply) => {
        if (request.visitor !== null) await signOut(access, request.visitor);
        reply.clearCookie(sessionCookie, cookieOptions);
        return await reply.code(204).send(null);
      },
    });
  };
}

function showSession(visitor: Visitor): z.infer<typeof sessionSchema> {
  const { account, party, session } = visitor;
  return {
    user: {
      id: account.id,
      name: account.name,
      role: account.role,
      hasPassword: account.passwordHash !== null,
    },
    party,
    actions: [...allowedActions(visitor)],
    createdAtMs: session.createdAtMs,
    expiresAtMs: session.expiresAtMs,
  };
}
