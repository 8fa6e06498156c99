import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import { batchesRoutes } from "./batches.routes.ts";
import type { IntakeHouse } from "./intake-services.ts";
import { installProblems } from "./problem.ts";

/** A server with the routes of devices only: no pages, no sessions, no database behind it. Not yet listening. */
export async function createIntakeServer(house: IntakeHouse): Promise<FastifyInstance> {
  const server = Fastify({ genReqId: () => randomUUID(), forceCloseConnections: "idle" });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  installProblems(server);
  await server.register(batchesRoutes(house));
  return server;
}
