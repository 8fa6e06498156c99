import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Job } from "#jobs";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { jobListSchema, jobSchema } from "./job.schema.ts";
import { streamJob } from "./job-events.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";

/** Jobs: the list, one, its live progress, and asking it to stop. */
export function jobRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { jobs } = services;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/jobs",
      config: { access: { action: "job.read" } },
      schema: {
        operationId: "listJobs",
        tags: ["jobs"],
        description: "Newest first.",
        response: { 200: jobListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await jobs.runner.list(requireVisitor(request).account.partyId);
        return { items: found.map(showJob) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/jobs/:id",
      config: { access: { action: "job.read" } },
      schema: {
        operationId: "getJob",
        tags: ["jobs"],
        params: idParamsSchema,
        response: { 200: jobSchema, ...problemResponses },
      },
      handler: async (request) =>
        showJob(await jobs.runner.find(requireVisitor(request).account.partyId, request.params.id)),
    });
    server.route({
      method: "GET",
      url: "/v1/jobs/:id/events",
      config: { access: { action: "job.read" } },
      schema: {
        operationId: "watchJob",
        tags: ["jobs"],
        description:
          "Server-sent events (text/event-stream) named `job`, each a Job; the last one has ended.",
        params: idParamsSchema,
        response: { ...problemResponses },
      },
      handler: async (request, reply) => {
        const { id } = request.params;
        const job = await jobs.runner.find(requireVisitor(request).account.partyId, id);
        streamJob(reply, { job, runner: jobs.runner, show: showJob });
        return reply;
      },
    });
    server.route({
      method: "POST",
      url: "/v1/jobs/:id/cancel",
      config: { access: { action: "job.cancel" } },
      schema: {
        operationId: "cancelJob",
        tags: ["jobs"],
        headers: keyHeaderSchema,
        description: "Asks the job to stop; it ends soon after as `cancelled`.",
        params: idParamsSchema,
        response: { 202: jobSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account } = requireVisitor(request);
        const job = await jobs.runner.cancel(account.partyId, request.params.id);
        await appendAudit(services, request, { action: "job.cancelled", subject: job.id });
        return await reply.code(202).send(showJob(job));
      },
    });
  };
}

/** A job as the interface gives it. */
export function showJob(job: Job): z.infer<typeof jobSchema> {
  const { partyId: _, progress, ...shown } = job;
  return {
    ...shown,
    progress:
      progress === null
        ? null
        : { ...progress, total: progress.total ?? null, subject: progress.subject ?? null },
  };
}
