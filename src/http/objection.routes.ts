import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { objectionDays } from "#consent";
import { requireVisitor } from "./access.ts";
import {
  answerObjectionSchema,
  fileObjectionSchema,
  objectionListSchema,
  objectionSchema,
} from "./consent.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showObjection } from "./show-consent.ts";
import { idParamsSchema } from "./field.schema.ts";

const doneSchema = z.object({ id: z.string() });

/** Objections (异议): the enterprise files and withdraws them, whoever holds the data answers. */
export function objectionRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { objections } = areas.consent;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/objections",
      config: { access: { action: "objection.read" } },
      schema: {
        operationId: "listObjections",
        tags: ["consent"],
        description: "The visitor's own, or those to be answered, newest first.",
        response: { 200: objectionListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const items = (await objections.list(visitor)).map((one) => showObjection(one, visitor));
        return { items, answerDays: objectionDays.value };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/objections",
      config: { access: { action: "objection.file" } },
      schema: {
        operationId: "fileObjection",
        tags: ["consent"],
        headers: keyHeaderSchema,
        body: fileObjectionSchema,
        response: { 201: objectionSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const filed = await objections.file(visitor, request.body);
        return await reply.code(201).send(showObjection(filed, visitor));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/objections/:id/answer",
      config: { access: { action: "objection.answer" } },
      schema: {
        operationId: "answerObjection",
        tags: ["consent"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: answerObjectionSchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        await objections.answer(requireVisitor(request), request.params.id, request.body);
        return { id: request.params.id };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/objections/:id/withdrawal",
      config: { access: { action: "objection.file" } },
      schema: {
        operationId: "withdrawObjection",
        tags: ["consent"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        await objections.withdraw(requireVisitor(request), request.params.id);
        return { id: request.params.id };
      },
    });
  };
}
