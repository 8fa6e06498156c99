import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { fundClaimFilingRoutes } from "./fund-claim-filing.routes.ts";
import { fundClaimRoutes } from "./fund-claim.routes.ts";
import { fundEnrolmentRoutes } from "./fund-enrolment.routes.ts";
import { fundProgrammeRoutes } from "./fund-programme.routes.ts";
import type { HttpServices } from "./services.ts";

/** The routes of the compensation fund. */
export function fundRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(fundProgrammeRoutes(services));
    await server.register(fundEnrolmentRoutes(services));
    await server.register(fundClaimRoutes(services));
    await server.register(fundClaimFilingRoutes(services));
  };
}
