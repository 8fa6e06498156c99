import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { lendingApplicationRoutes } from "./lending-application.routes.ts";
import { lendingCaseRoutes } from "./lending-case.routes.ts";
import { lendingContractRoutes } from "./lending-contract.routes.ts";
import { lendingDayRoutes } from "./lending-day.routes.ts";
import { lendingJudgementRoutes } from "./lending-judgement.routes.ts";
import { lendingLoanRoutes } from "./lending-loan.routes.ts";
import type { HttpServices } from "./services.ts";

/** The routes of own loans, from application to settlement. */
export function lendingRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(lendingCaseRoutes(services));
    await server.register(lendingApplicationRoutes(services));
    await server.register(lendingJudgementRoutes(services));
    await server.register(lendingContractRoutes(services));
    await server.register(lendingLoanRoutes(services));
    await server.register(lendingDayRoutes(services));
  };
}
