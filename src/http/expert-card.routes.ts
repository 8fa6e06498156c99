import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  activateCard,
  badsForFittedCard,
  draftCard,
  type ExpertCard,
  lowDefaultConfidencePpm,
  lowDefaultCorrelationPpm,
  modelsFaults,
  printExpertCard,
  proposedIndicators,
  proposedScale,
  retireCard,
  signCard,
  weighCard,
} from "#models";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import {
  draftExpertCardSchema,
  expertCardListSchema,
  expertCardSchema,
  signExpertCardSchema,
  weighExpertCardSchema,
} from "./expert-card.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showExpertCard, summarizeExpertCard } from "./show-expert-card.ts";
import { idParamsSchema } from "./field.schema.ts";

const tags = ["expertCards"];

/** The routes of the expert card of the cold start. */
export function expertCardRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(cardRoutes(services));
    await server.register(printRoutes(services));
    for (const step of ["weights", "signature", "activation", "retirement"] as const) {
      await server.register(stepRoutes[step](services));
    }
  };
}

function cardRoutes({ areas, access }: HttpServices): FastifyPluginAsyncZod {
  const { expertCard } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/expert-cards",
      config: { access: { action: "expertCard.read" } },
      schema: {
        operationId: "listExpertCards",
        tags,
        description: "Newest first, and what a new one starts from.",
        response: { 200: expertCardListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const cards = await expertCard.store.list(party.id);
        const people = await access.accounts.list(party.id);
        return {
          items: cards.map(summarizeExpertCard),
          proposal: { indicators: proposedIndicators.value.map(copyOf), scale: { ...proposedScale.value } },
          people: people
            .filter(({ isSuspended, role }) => !isSuspended && role !== "auditor")
            .map(({ id, name, role }) => ({ id, name, role })),
          parameters: [badsForFittedCard, lowDefaultConfidencePpm, lowDefaultCorrelationPpm].map(
            ({ id, value, unit, effectiveFrom, origin, zh, en }) => ({
              id,
              value,
              unit,
              effectiveFrom,
              origin,
              zh,
              en,
            }),
          ),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/expert-cards",
      config: { access: { action: "expertCard.draft" } },
      schema: {
        operationId: "draftExpertCard",
        tags,
        headers: keyHeaderSchema,
        body: draftExpertCardSchema,
        response: { 201: expertCardSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const card = await draftCard(expertCard, visitor, request.body);
        const tried = await expertCard.tried(visitor);
        return await reply.code(201).send(showExpertCard(card, visitor, tried));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/expert-cards/:id",
      config: { access: { action: "expertCard.read" } },
      schema: {
        operationId: "getExpertCard",
        tags,
        params: idParamsSchema,
        response: { 200: expertCardSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const card = await expertCard.store.find(visitor.party.id, request.params.id);
        if (card === null) throw modelsFaults.fault("MODELS_CARD_NOT_FOUND", { id: request.params.id });
        return showExpertCard(card, visitor, await expertCard.tried(visitor));
      },
    });
  };
}

/** The card on paper, with its signatures. */
function printRoutes({ areas, knowledge }: HttpServices): FastifyPluginAsyncZod {
  const { expertCard } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/expert-cards/:id/pdf",
      config: { access: { action: "expertCard.read" } },
      schema: {
        operationId: "printExpertCard",
        tags,
        params: idParamsSchema,
        response: {
          200: { description: "PDF", content: { "application/pdf": { schema: z.string() } } },
          ...problemResponses,
        },
      },
      handler: async (request, reply) => {
        const { party } = requireVisitor(request);
        const card = await expertCard.store.find(party.id, request.params.id);
        if (card === null) throw modelsFaults.fault("MODELS_CARD_NOT_FOUND", { id: request.params.id });
        const nameOf = (id: string) => knowledge.indicators.find((one) => one.id === id)?.zh ?? id;
        const about = { bank: party.name, simulated: party.isSimulated, nameOf };
        const pdf = await expertCard.pdf.render(printExpertCard(card, about));
        const name = encodeURIComponent(`专家评分卡-第${card.version}版.pdf`);
        return await reply
          .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
          .header("content-type", "application/pdf")
          .serializer((bytes: unknown) => bytes as string)
          .send(Buffer.from(pdf) as unknown as string);
      },
    });
  };
}

const noBody = z.object({}).optional();

/** The four steps of a card's life; each answers with the card as it is then. */
const stepRoutes = {
  weights: (services: HttpServices) =>
    stepRoute(services, {
      step: "weights",
      operationId: "weighExpertCard",
      action: "expertCard.weigh",
      body: weighExpertCardSchema,
      take: async (visitor, id, { weights }) =>
        await weighCard(services.areas.expertCard, visitor, { id, weights }),
    }),
  signature: (services: HttpServices) =>
    stepRoute(services, {
      step: "signature",
      operationId: "signExpertCard",
      action: "expertCard.weigh",
      body: signExpertCardSchema,
      take: async (visitor, id, { sha256 }) =>
        await signCard(services.areas.expertCard, visitor, { id, sha256 }),
    }),
  activation: (services: HttpServices) =>
    stepRoute(services, {
      step: "activation",
      operationId: "activateExpertCard",
      action: "expertCard.activate",
      body: noBody,
      take: async (visitor, id) => await activateCard(services.areas.expertCard, visitor, id),
    }),
  retirement: (services: HttpServices) =>
    stepRoute(services, {
      step: "retirement",
      operationId: "retireExpertCard",
      action: "expertCard.retire",
      body: noBody,
      take: async (visitor, id) => await retireCard(services.areas.expertCard, visitor, id),
    }),
};

function stepRoute<Body extends z.ZodType>(
  services: HttpServices,
  step: {
    readonly step: string;
    readonly operationId: string;
    readonly action: string;
    readonly body: Body;
    readonly take: (
      visitor: ReturnType<typeof requireVisitor>,
      id: string,
      body: z.infer<Body>,
    ) => Promise<ExpertCard>;
  },
): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: `/v1/expert-cards/:id/${step.step}`,
      config: { access: { action: step.action } },
      schema: {
        operationId: step.operationId,
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: step.body,
        response: { 200: expertCardSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = idParamsSchema.parse(request.params);
        const card = await step.take(visitor, id, step.body.parse(request.body) as z.infer<Body>);
        await appendAudit(services, request, { action: `expertCard.${step.step}`, subject: id });
        return showExpertCard(card, visitor, await services.areas.expertCard.tried(visitor));
      },
    });
  };
}

function copyOf(indicator: (typeof proposedIndicators.value)[number]) {
  return { ...indicator, cuts: [...indicator.cuts], worth: [...indicator.worth] };
}
