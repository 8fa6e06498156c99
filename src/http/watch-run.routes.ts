import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { addDays, businessDayOf, type Parameter } from "#kernel";
import {
  cohortParameters,
  deadlineParameters,
  episodeParameters,
  measureAlerts,
  newYearParameters,
  notifyParameters,
  runRateParameters,
  tellingParameters,
  watchRules,
} from "#watch";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { jobSchema } from "./job.schema.ts";
import { showJob } from "./job.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { measuresSchema, ruleListSchema, runListSchema, startRunSchema } from "./watch.schema.ts";

const listed = 60;
const measuredDays = 90;

const shared: readonly Parameter<number>[] = [
  deadlineParameters,
  newYearParameters,
  runRateParameters,
  cohortParameters,
  episodeParameters,
  tellingParameters,
  notifyParameters,
].flatMap((parameters) => Object.values<Parameter<number>>(parameters));

/** Runs of early warning, its rules with their parameters, and how well it works. */
export function watchRunRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const {
    areas: { watch },
    jobs,
  } = services;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/watch/runs",
      config: { access: { action: "watch.run" } },
      schema: {
        operationId: "startWatchRun",
        tags: ["watch"],
        description: "A job of kind `watch`; the same day seen from the same log is evaluated once.",
        headers: keyHeaderSchema,
        body: startRunSchema,
        response: { 202: jobSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account, party } = requireVisitor(request);
        const { asOf, knownAt = await watch.knownAt() } = request.body;
        const id = watch.nextId();
        const job = await jobs.runner.start(
          { partyId: party.id, kind: "watch", key: asOf, id },
          async ({ onProgress }) => {
            await watch.run({ party, account }, { asOf, knownAt }, onProgress);
          },
        );
        await appendAudit(services, request, { action: "watch.runStarted", subject: asOf });
        return await reply.code(202).send(showJob(job));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/runs",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "listWatchRuns",
        tags: ["watch"],
        response: { 200: runListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        return { items: [...(await watch.store.listRuns(partyId, listed))] };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/rules",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "listWatchRules",
        tags: ["watch"],
        response: { 200: ruleListSchema, ...problemResponses },
      },
      handler: async () => ({
        items: watchRules.map(({ code, name, formula, confirmedAfterDays, parameters }) => ({
          code,
          name,
          formula,
          confirmedAfterDays,
          parameters: [...parameters],
        })),
        shared: [...shared],
      }),
    });
    server.route({
      method: "GET",
      url: "/v1/watch/measures",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "measureAlerts",
        tags: ["watch"],
        description: "Over the 90 days up to today; precision is confirmed ÷ settled.",
        response: { 200: measuresSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const to = businessDayOf(watch.clock());
        const from = addDays(to, 1 - measuredDays);
        const enterprises = (await watch.store.listEnterprises(partyId)).length;
        const alerts = await watch.store.listAlerts(partyId);
        return { from, to, enterprises, ...measureAlerts(alerts, { enterprises, from, to }) };
      },
    });
  };
}
