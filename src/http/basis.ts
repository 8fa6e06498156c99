import type { FastifyRequest } from "fastify";
import { type Basis, type DataClass, dataClasses, type WantedRead } from "#consent";
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

/** What a page about one enterprise's result shows beside the result itself, where it may. */
const shownClasses = dataClasses.filter((dataClass) => dataClass !== "evaluation");

/**
 * The data classes that a page about one enterprise's result may show: the result itself must have a basis, the
 * classes beside it are shown where they have one. One read in the log.
 * @throws ACCESS_NOT_SIGNED_IN, CONSENT_NO_BASIS
 */
export async function readResult(
  services: Pick<HttpServices, "areas">,
  request: FastifyRequest,
  read: Omit<WantedRead, "dataClasses">,
): Promise<ReadonlySet<DataClass>> {
  const wanted = { ...read, dataClasses: ["evaluation" as const, ...shownClasses] };
  const found = await services.areas.consent.basisOf(requireVisitor(request), wanted);
  const beside = shownClasses.filter((dataClass) => found.has(dataClass));
  const bases = await requireBasis(services, request, { ...read, dataClasses: ["evaluation", ...beside] });
  return new Set(bases.keys());
}
