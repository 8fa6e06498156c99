import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type GarbageLimit, intakeFaults, type MessageAnswer } from "#intake";
import { authenticate, bodyOf, strike, tooBusy } from "./batch-request.ts";
import { messageAnswersSchema } from "./batches.schema.ts";
import { httpFaults } from "./errors.ts";
import { problemResponses } from "./problem.schema.ts";
import type { IntakeHouse } from "./intake-services.ts";

const lineFeed = 0x0a;

/** Most messages of one request: what each costs is more than its bytes. */
const mostLines = 10_000;

/** Messages of a gateway over HTTP, as it would publish them by MQTT. */
export function messageRoutes(
  { areas: { intake }, clock }: IntakeHouse,
  limit: GarbageLimit,
): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/collectors/:id/messages",
      config: { access: "public", idempotency: "none" },
      schema: {
        operationId: "sendMessages",
        tags: ["intake"],
        description:
          "Messages of a gateway, one JSON document a line, as it would publish them by MQTT. By " +
          "`Authorization: Bearer <token>`. At most 10,000 messages. With epoch and sequence a message that is sent again is " +
          "known as a copy.",
        params: z.object({ id: z.string().max(100) }),
        response: {
          200: messageAnswersSchema,
          207: messageAnswersSchema,
          429: messageAnswersSchema,
          503: messageAnswersSchema,
          ...problemResponses,
        },
      },
      handler: async (request, reply) => {
        const nowMs = clock();
        const { id } = request.params;
        const gateway = authenticateOrStrike(
          () => authenticate(intake, request, { id, nowMs }),
          () => strike(limit, request, nowMs, 1),
        );
        if (intake.isSaturatedFor(gateway.id)) throw tooBusy(reply);
        const topic = `touchstone/v1/${gateway.id}/messages`;
        const message = { collector: gateway.id, topic, receivedAtMs: nowMs };
        const answers = await Promise.all(
          linesOf(bodyOf(request)).map(
            async (payload) => await intake.acceptMessage({ ...message, payload }),
          ),
        );
        return sendMessageAnswers(reply, answers);
      },
    });
  };
}

function authenticateOrStrike<Found>(find: () => Found | null, strike: () => void): Found {
  try {
    const found = find();
    if (found !== null) return found;
  } catch (cause) {
    strike();
    throw cause;
  }
  strike();
  throw intakeFaults.fault("INTAKE_NOT_PROVEN");
}

function linesOf(body: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < body.length) {
    const next = body.indexOf(lineFeed, start);
    const end = next === -1 ? body.length : next;
    if (end > start) lines.push(body.subarray(start, end));
    if (lines.length > mostLines) throw httpFaults.fault("HTTP_BODY_TOO_LARGE");
    start = end + 1;
  }
  return lines;
}

function sendMessageAnswers(reply: FastifyReply, answers: readonly MessageAnswer[]): FastifyReply {
  const refused = answers.flatMap((answer) => (answer.kind === "refused" ? [answer] : []));
  const isAll = refused.length === answers.length && refused.length > 0;
  const isReadOnly = isAll && refused.every(({ reason }) => reason === "readOnly");
  const isBusy = isAll && refused.every(({ reason }) => reason === "busy" || reason === "readOnly");
  if (isBusy) reply.header("retry-after", "1");
  return reply
    .code(isReadOnly ? 503 : isBusy ? 429 : refused.length === 0 ? 200 : 207)
    .header("content-type", "application/json; charset=utf-8")
    .serializer((value: unknown) => JSON.stringify(value))
    .send({ answers });
}
