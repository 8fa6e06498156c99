import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { pipeAlarmWords, type ShownPipeAlarm } from "#flow";
import { formatMessage } from "#kernel";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { pipeAlarmListSchema } from "./provenance.schema.ts";
import type { HttpServices } from "./services.ts";

const querySchema = z.object({
  open: z.stringbool().default(false),
  collector: z.string().max(100).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Alarms of the pipe: what is the matter with data on their way in, and by what it ended. */
export function pipeAlarmRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/intake/alarms",
      config: { access: { action: "pipeAlarm.read" } },
      schema: {
        operationId: "listPipeAlarms",
        tags: ["intake"],
        description: "Newest first; every alarm clears by a rule, which `clearedBy` names.",
        querystring: querySchema,
        response: { 200: pipeAlarmListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const { open, collector, offset, limit } = request.query;
        const page = { isOpenOnly: open, offset, limit, ...(collector === undefined ? {} : { collector }) };
        const { total, items } = await areas.pipeAlarms.list(partyId, page);
        return {
          total,
          offset,
          limit,
          items: items.map(showAlarm),
          parameters: [...areas.pipeAlarms.parameters],
        };
      },
    });
  };
}

function showAlarm({ partyId: _party, ...alarm }: ShownPipeAlarm) {
  const { name, sentence } = pipeAlarmWords[alarm.kind];
  const { figures } = alarm;
  return {
    ...alarm,
    name,
    sentence: { zh: formatMessage(sentence.zh, figures), en: formatMessage(sentence.en, figures) },
    figures: { ...figures },
  };
}
