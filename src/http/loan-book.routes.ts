import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { classParameters, classRules, describeQuality, lendingFaults, recordedFacts } from "#lending";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import { loanClassRoutes } from "./loan-class.routes.ts";
import { loanDeliveryRoutes } from "./loan-delivery.routes.ts";
import { loanExportRoutes } from "./loan-export.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showMoney } from "./show-money.ts";
import { idParamsSchema } from "./field.schema.ts";
import { listQueryOf, loanDetailSchema, loanListQuerySchema, loanListSchema } from "./loan-book.schema.ts";
import { classRulesSchema } from "./loan-class.schema.ts";
import { qualitySchema } from "./loan-quality.schema.ts";

const read = { access: { action: "loanBook.read" } } as const;

/** The routes of the mirrored loan book and its five classes. */
export function loanBookRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(loanRoutes(services));
    await server.register(loanDeliveryRoutes(services));
    await server.register(loanClassRoutes(services));
    await server.register(loanExportRoutes(services));
  };
}

function loanRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/loan-book/loans",
      config: read,
      schema: {
        operationId: "listLoans",
        tags: ["loan book"],
        description: "The bank's own loans; totals are over the whole selection.",
        querystring: loanListQuerySchema,
        response: { 200: loanListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const query = listQueryOf(request.query);
        const page = await areas.loanBook.reads.listPage(requireVisitor(request).party.id, query);
        return showMoney({ ...page, offset: query.offset, limit: query.limit });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/loans/:id",
      config: read,
      schema: {
        operationId: "getLoan",
        tags: ["loan book"],
        params: idParamsSchema,
        response: { 200: loanDetailSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        const partyId = requireVisitor(request).party.id;
        const loan = await areas.loanBook.book.findLoan(partyId, id);
        if (loan === null || loan.bankPartyId !== partyId) {
          throw lendingFaults.fault("LENDING_LOAN_NOT_FOUND", { id });
        }
        // The bank's own record of a loan that is over stays its own; a live one names the covenant it is read by.
        if (loan.enterpriseId !== null && loan.state !== "settled") {
          const { enterpriseId } = loan;
          const wanted = {
            enterpriseId,
            purpose: "postLoan",
            dataClasses: ["loan"],
            what: "loan.page",
          } as const;
          await requireBasis(services, request, wanted);
        }
        const found = await areas.loanBook.reads.readLoan(partyId, id);
        if (found === null) throw lendingFaults.fault("LENDING_LOAN_NOT_FOUND", { id });
        return showMoney(found);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/quality",
      config: read,
      schema: {
        operationId: "getPortfolioQuality",
        tags: ["loan book"],
        description: "Migration, roll rates, non-performing shares and vintages from month ends.",
        querystring: z.object({ basis: z.enum(["computed", "bank"]).default("computed") }),
        response: { 200: qualitySchema, ...problemResponses },
      },
      handler: async (request) => {
        const ends = await areas.loanBook.reads.listMonthEnds(requireVisitor(request).party.id);
        return showMoney(describeQuality(ends, request.query.basis));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/class-rules",
      config: read,
      schema: {
        operationId: "listClassRules",
        tags: ["loan book"],
        response: { 200: classRulesSchema, ...problemResponses },
      },
      handler: async () => ({
        rules: classRules.map(({ code, atLeast, regime, article, confidence, text }) => ({
          code,
          atLeast,
          regime,
          article,
          confidence,
          text: { ...text },
          isRecorded: recordedFacts.some((fact) => fact === code),
        })),
        parameters: Object.values(classParameters).map(({ id, value, unit, origin, zh, en }) => ({
          id,
          value: String(value),
          unit,
          origin,
          zh,
          en,
        })),
      }),
    });
  };
}
