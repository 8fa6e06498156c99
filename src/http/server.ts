import cookie from "@fastify/cookie";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import { installAccess } from "./access.ts";
import { areaRoutes } from "./area-routes.ts";
import { tidySchemas } from "./tidy-schemas.ts";
import { enterpriseRoutes } from "./enterprise.routes.ts";
import { evaluationRoutes } from "./evaluation.routes.ts";
import { installIdempotency } from "./idempotency.ts";
import { jobRoutes } from "./job.routes.ts";
import { installOriginCheck } from "./origin.ts";
import { installProblems } from "./problem.ts";
import { referenceRoutes } from "./reference.routes.ts";
import { installSecurityHeaders } from "./security-headers.ts";
import type { HttpOptions, HttpServices } from "./services.ts";
import { sampleRoutes } from "./sample.routes.ts";
import { sessionRoutes } from "./session.routes.ts";
import { uploadFileRoutes, uploadRoutes } from "./upload.routes.ts";
import { installWebApp } from "./web-app.ts";

const jsonBodyBytes = 64 * 1024;
/** How long any request may take to arrive; without a bound a stranger holds connections for ever. */
const requestTimeoutMs = 600_000;

/**
 * The server with all its routes, not yet listening. A route that does not declare who may call it, or a write
 * that does not declare its idempotency key, makes this reject.
 * @throws HTTP_ROUTE_WITHOUT_ACCESS, HTTP_ROUTE_WITHOUT_KEY
 */
export async function createServer(
  services: HttpServices,
  options: HttpOptions,
  logger?: FastifyBaseLogger,
): Promise<FastifyInstance> {
  // Failures are logged where they are answered; a line for each request would bury them.
  const logController = new LogController({ disableRequestLogging: true });
  const server = Fastify({
    bodyLimit: jsonBodyBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: "idle",
    ...(logger === undefined ? {} : { loggerInstance: logger, logController }),
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  installProblems(server);
  installSecurityHeaders(server);
  installOriginCheck(server, options);
  await server.register(cookie);
  await server.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Touchstone 试金石", version: "1" } },
    transform: jsonSchemaTransform,
    transformObject: (document) => tidySchemas(jsonSchemaTransformObject(document)),
  });
  installAccess(server, services.access);
  installIdempotency(server, services.idempotency, services.clock);
  await server.register(referenceRoutes(services));
  await server.register(sessionRoutes(services));
  await server.register(uploadRoutes(services, options));
  await server.register(uploadFileRoutes(services, options));
  await server.register(evaluationRoutes(services));
  await server.register(enterpriseRoutes(services));
  await server.register(jobRoutes(services));
  await server.register(sampleRoutes(services));
  for (const routes of areaRoutes) await server.register(routes(services));
  await installWebApp(server, options.webDirectory);
  await server.ready();
  return server;
}
