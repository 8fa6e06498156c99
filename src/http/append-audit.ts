import type { FastifyRequest } from "fastify";
import { requireVisitor } from "./access.ts";
import type { HttpServices } from "./services.ts";

/** What a person did, in the words of the audit trail: `area.verb`, and the id of what it was done to. */
interface Deed {
  readonly action: string;
  readonly subject: string;
}

/** Writes what the visitor did into the audit trail of its party. */
export async function appendAudit(
  { access, clock }: Pick<HttpServices, "access" | "clock">,
  request: FastifyRequest,
  { action, subject }: Deed,
): Promise<void> {
  const { id: accountId, partyId } = requireVisitor(request).account;
  await access.audit.append({ partyId, accountId, action, subject, atMs: clock() });
}
