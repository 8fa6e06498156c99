import type { FastifyRequest } from "fastify";
import type { Basis, DataClass, WantedRead } from "#consent";
import { requireVisitor } from "./access.ts";
import type { HttpServices } from "./services.ts";

/**
 * The basis on which the request's visitor reads data of one enterprise, recorded in its access log; called before
 * anything is read. A route that gives data of one enterprise and does not call it breaks invariant I11.
 * @throws ACCESS_NOT_SIGNED_IN, CONSENT_NO_BASIS
 */
export async function requireBasis(
  { areas }: Pick<HttpServices, "areas">,
  request: FastifyRequest,
  read: WantedRead,
): Promise<ReadonlyMap<DataClass, Basis>> {
  return await areas.consent.requireBasis(requireVisitor(request), read);
}
