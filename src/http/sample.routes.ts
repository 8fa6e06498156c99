import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accessFaults, type Visitor } from "#access";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

const tourSchema = z
  .object({
    isReady: z.boolean(),
    people: z.array(z.object({ key: z.string(), accountId: z.string(), isMe: z.boolean() })),
    places: z
      .object({
        enterpriseName: z.string(),
        enterpriseId: z.string(),
        reportId: z.string().nullable(),
        alertId: z.string().nullable(),
        loanId: z.string().nullable(),
        claimId: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "SampleTour" });

/**
 * The simulated pilot of the first start: where its story can be seen, and entering it as one of its people. To all but
 * the installation's administrator and the simulated people themselves there is none; nobody real can be entered as.
 */
export function sampleRoutes({ sample, access }: HttpServices): FastifyPluginAsyncZod {
  const isGuest = ({ account, party }: Visitor): boolean =>
    (party.id === access.partyId && account.role === "administrator") ||
    sample.read()?.people.some(({ accountId }) => accountId === account.id) === true;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/sample",
      config: { access: { action: "session.read" } },
      schema: {
        operationId: "getSampleTour",
        tags: ["sample"],
        description: "The stations of the simulated pilot and its people.",
        response: { 200: tourSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const tour = isGuest(visitor) ? sample.read() : null;
        const people = (tour?.people ?? []).map(({ key, accountId }) => ({
          key,
          accountId,
          isMe: accountId === visitor.account.id,
        }));
        return { isReady: tour !== null, people, places: tour?.places ?? null };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/sample/entries",
      // The answer is a secret that is good once, so it is not remembered under a key.
      config: { access: { action: "session.read" }, idempotency: "none" },
      schema: {
        operationId: "enterSample",
        tags: ["sample"],
        description: "A one-time token to sign in with as a simulated person.",
        body: z.object({ accountId: z.uuid() }),
        response: { 200: z.object({ token: z.string() }), ...problemResponses },
      },
      handler: async (request) => {
        const { accountId } = request.body;
        const token = isGuest(requireVisitor(request)) ? sample.enterAs(accountId) : null;
        if (token === null) throw accessFaults.fault("ACCESS_PERSON_NOT_FOUND", { id: accountId });
        return { token };
      },
    });
  };
}
