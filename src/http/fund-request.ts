import type { FastifyRequest } from "fastify";
import { type FundActor, type Step, sealEvents } from "#compensation";
import { businessDayOf } from "#kernel";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import type { PartyNames } from "./fund-wire.ts";
import type { HttpServices } from "./services.ts";

/** The visitor as the fund's use cases take one, on today's business day. */
export function stepOf(services: HttpServices, request: FastifyRequest): Step {
  const { account, party } = requireVisitor(request);
  const actor: FundActor = { id: account.id, name: account.name, partyId: party.id };
  return { actor, on: businessDayOf(services.clock()) };
}

/** Does a step, writes it into the audit trail and seals what happened. */
export async function takeStep<T>(
  services: HttpServices,
  request: FastifyRequest,
  done: { readonly action: string; readonly subject: string; work(step: Step): Promise<T> },
): Promise<T> {
  const step = stepOf(services, request);
  const result = await done.work(step);
  const { action, subject } = done;
  await appendAudit(services, request, { action, subject });
  await sealEvents(services.areas.fund.desk, step.actor.partyId);
  return result;
}

/** The names of the parties that the visitor knows. */
export async function partyNames(services: HttpServices, request: FastifyRequest): Promise<PartyNames> {
  const { party } = requireVisitor(request);
  const known = await services.access.parties.list(party.id);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return (partyId) => names.get(partyId) ?? partyId;
}

/** The borrower's name for readers with a basis (I11), null for others. */
export async function nameWithBasis(
  services: HttpServices,
  request: FastifyRequest,
  { enterpriseId, borrowerName }: { readonly enterpriseId: string | null; readonly borrowerName: string },
): Promise<string | null> {
  const visitor = requireVisitor(request);
  if (visitor.party.kind === "bank" || enterpriseId === null) return borrowerName;
  const read = { enterpriseId, purpose: "compensation", dataClasses: ["loan"], what: "fund.list" } as const;
  const bases = await services.areas.consent.basisOf(visitor, read);
  return bases.has("loan") ? borrowerName : null;
}
