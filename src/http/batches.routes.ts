import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { createGarbageLimit, type GarbageLimit, intakeFaults } from "#intake";
import {
  answersToJson,
  type BatchAnswer,
  decodeBatches,
  maxBatchBytes,
  type RefusalReason,
  type SignedBatch,
  wireFormatOf,
} from "#telemetry";
import {
  authenticate,
  bodyOf,
  decodeOrStrike,
  isProven,
  requirePatience,
  strike,
  tooBusy,
} from "./batch-request.ts";
import { batchAnswersSchema, progressSchema } from "./batches.schema.ts";
import { createBodyBudget } from "./body-budget.ts";
import { httpFaults } from "./errors.ts";
import { messageRoutes } from "./batches-messages.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import type { IntakeHouse } from "./intake-services.ts";

/** One batch at its largest, written as JSON, or many small ones. */
const bodyBytes = maxBatchBytes.value + 4 * 2 ** 20;

/** Refusals that say that the sender proved nothing: they count against its address. */
const garbage: ReadonlySet<RefusalReason> = new Set([
  "malformed",
  "unknownCollector",
  "badSignature",
  "badRoot",
  "wrongKey",
]);

/** The way in over HTTP: signed batches, gateways' messages, and how far a collector's batches are durable. */
export function batchesRoutes(services: IntakeHouse): FastifyPluginAsyncZod {
  return async (server) => {
    const limit = createGarbageLimit();
    const budget = createBodyBudget();
    // Before a byte of the body is read.
    server.addHook("onRequest", async (request, reply) => {
      if (request.method !== "POST") return;
      const nowMs = services.clock();
      // Whoever proves to be a collector is not held up by what strangers at its address do.
      if (!isProven(services.areas.intake, request, nowMs)) requirePatience(limit, request, reply, nowMs);
      if (!budget.take(request, reply, bodyBytes)) throw tooBusy(reply);
    });
    server.removeAllContentTypeParsers();
    const options = { parseAs: "buffer", bodyLimit: bodyBytes } as const;
    server.addContentTypeParser("*", options, (_request, body, done) => done(null, body));
    await server.register(acceptRoutes(services, limit));
    await server.register(progressRoutes(services));
    await server.register(messageRoutes(services, limit));
  };
}

function acceptRoutes(services: IntakeHouse, limit: GarbageLimit): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/batches",
      bodyLimit: bodyBytes,
      config: { access: "public", idempotency: "none" },
      schema: {
        operationId: "sendBatches",
        tags: ["intake"],
        description:
          "Signed batches of collectors as JSON, JSON lines or protobuf; their signatures are what authenticates. " +
          "Answers stand in the order of the batches, also for statuses 207, 429 and 503: 200 when every batch is " +
          "durable in the log, 207 when some are not, 429 or 503 with Retry-After when none is and all may be sent " +
          "again. A batch that was sent before gets the receipt of the first time.",
        response: {
          200: batchAnswersSchema,
          207: batchAnswersSchema,
          429: batchAnswersSchema,
          503: batchAnswersSchema,
          ...problemResponses,
        },
      },
      handler: async (request, reply) => await acceptRequest(services, limit, request, reply),
    });
  };
}

async function acceptRequest(
  { areas: { intake }, clock }: IntakeHouse,
  limit: GarbageLimit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const nowMs = clock();
  const format = wireFormatOf(request.headers["content-type"] ?? "");
  if (format === null) throw httpFaults.fault("HTTP_MEDIA_TYPE_UNKNOWN");
  const authenticated = authenticate(intake, request, { id: null, nowMs });
  if (authenticated !== null && intake.isSaturatedFor(authenticated.id)) throw tooBusy(reply);
  const decoded = decodeOrStrike(limit, request, nowMs, () => decodeBatches(bodyOf(request), format));
  const batches = decoded.flatMap((one) => (one.kind === "batch" ? [one.batch] : []));
  const taken = await takeInTurn(intake, batches, {
    via: "http",
    receivedAtMs: nowMs,
    authenticatedAs: authenticated?.id ?? null,
  });
  let next = 0;
  const answers = decoded.map((one): BatchAnswer => {
    if (one.kind === "refused") return one.answer;
    const answer = taken[next++];
    if (answer === undefined) throw httpFaults.fault("HTTP_INTERNAL", { id: request.id });
    return answer;
  });
  const wrong = answers.filter((answer) => answer.kind === "refused" && garbage.has(answer.reason));
  strike(limit, request, nowMs, wrong.length);
  return sendAnswers(reply, answers);
}

/** As `accept`; named for what it keeps: the order within the request. */
async function takeInTurn(
  intake: IntakeHouse["areas"]["intake"],
  batches: readonly SignedBatch[],
  arrival: Parameters<typeof intake.accept>[1],
): Promise<readonly BatchAnswer[]> {
  return batches.length === 0 ? [] : await intake.accept(batches, arrival);
}

function sendAnswers(reply: FastifyReply, answers: readonly BatchAnswer[]): FastifyReply {
  const refused = answers.flatMap((answer) => (answer.kind === "refused" ? [answer] : []));
  const isForLater = refused.length === answers.length && refused.length > 0;
  const isReadOnly = isForLater && refused.every(({ reason }) => reason === "readOnly");
  const isBusy = isForLater && refused.every(({ reason }) => reason === "busy" || reason === "readOnly");
  const waitMs = Math.max(0, ...refused.map(({ retryAfterMs }) => retryAfterMs ?? 0));
  if (waitMs > 0) reply.header("retry-after", String(Math.ceil(waitMs / 1000)));
  return reply
    .code(isReadOnly ? 503 : isBusy ? 429 : refused.length === 0 ? 200 : 207)
    .header("content-type", "application/json; charset=utf-8")
    .serializer((value: unknown) => String(value))
    .send(answersToJson(answers));
}

function progressRoutes({ areas: { intake }, clock }: IntakeHouse): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/collectors/:id/progress",
      config: { access: "public" },
      schema: {
        operationId: "getCollectorProgress",
        tags: ["intake"],
        description:
          "How far a collector's batches are durable, so that it resumes there. For the collector itself, by " +
          "`Authorization: Collector <id>:<ms>.<signature>` or a gateway's token.",
        params: z.object({ id: z.string().max(100) }),
        response: { 200: progressSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        const collector = authenticate(intake, request, { id, nowMs: clock() });
        const progress = collector === null ? null : intake.progress(id);
        // Whether there is such a collector is told to nobody who does not prove to be it.
        if (progress === null) throw intakeFaults.fault("INTAKE_NOT_PROVEN");
        return progress;
      },
    });
  };
}
