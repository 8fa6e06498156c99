import type { FastifyInstance, FastifyRequest, onRouteHookHandler } from "fastify";
import {
  type AccessStores,
  accessFaults,
  findVisitor,
  isAllowed,
  isKnownAction,
  type Visitor,
} from "#access";
import { httpFaults } from "./errors.ts";

/**
 * Who may call a route: everybody, or those whom the policies allow the action, or any of several where one address
 * serves several people and the matter decides which of them.
 */
export type RouteAccess = "public" | { readonly action: string } | { readonly anyOf: readonly string[] };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** `none` on a write that is repeatable by nature or must not be remembered. */
    idempotency?: "required" | "none";
  }
  interface FastifyRequest {
    visitor: Visitor | null;
  }
}

/** The cookie that carries the session's secret. */
export const sessionCookie = "touchstone_session";

/**
 * Asks the policies about every request. A route without an action, or with one that no schema declares, stops the
 * start.
 * @throws HTTP_ROUTE_WITHOUT_ACCESS while routes are added
 */
export function installAccess(server: FastifyInstance, stores: AccessStores): void {
  server.decorateRequest("visitor", null);
  server.addHook("onRoute", requireDeclaredAccess);
  server.addHook("onRequest", async (request) => {
    // Nothing is given away at an address where there is nothing.
    if (request.is404) return;
    const { access } = request.routeOptions.config;
    if (access === "public" && request.routeOptions.url !== "/v1/session") return;
    request.visitor = await visitorOf(stores, request);
    if (access === "public") return;
    if (request.visitor === null) throw accessFaults.fault("ACCESS_NOT_SIGNED_IN");
    const { visitor } = request;
    if (actionsOf(access).some((action) => isAllowed(visitor, action))) return;
    throw accessFaults.fault("ACCESS_ROLE_NOT_ALLOWED", { role: visitor.account.role });
  });
}

/** The visitor of a route that is not public. */
export function requireVisitor(request: FastifyRequest): Visitor {
  if (request.visitor === null) throw accessFaults.fault("ACCESS_NOT_SIGNED_IN");
  return request.visitor;
}

const requireDeclaredAccess: onRouteHookHandler = (route) => {
  const access = route.config?.access;
  const actions = actionsOf(access);
  const isDeclared = access === "public" || (actions.length > 0 && actions.every(isKnownAction));
  if (!isDeclared) {
    throw httpFaults.fault("HTTP_ROUTE_WITHOUT_ACCESS", {
      method: [route.method].flat().join(", "),
      url: route.url,
    });
  }
};

function actionsOf(access: RouteAccess | undefined): readonly string[] {
  if (access === undefined || access === "public") return [];
  return "action" in access ? [access.action] : access.anyOf;
}

async function visitorOf(stores: AccessStores, request: FastifyRequest): Promise<Visitor | null> {
  const secret = request.cookies[sessionCookie];
  return secret === undefined || secret.length > 200 ? null : await findVisitor(stores, secret);
}
