import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { actorOf, type ShownEvent } from "#access";
import { markSimulated, writeCsv } from "#report";
import { requireVisitor } from "./access.ts";
import {
  auditListSchema,
  auditPageQuerySchema,
  auditQuerySchema,
  auditVerdictSchema,
} from "./audit.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse, sendFile } from "./send-file.ts";
import type { HttpServices } from "./services.ts";

/** More than a person reads; who needs all of it takes the exports of shorter times. */
const mostExported = 50_000;

/** The audit trail of the visitor's party: to read, to check, to take away. */
export function auditRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/audit-events",
      config: { access: { action: "audit.read" } },
      schema: {
        operationId: "listAuditEvents",
        tags: ["audit"],
        description: "Newest first.",
        querystring: auditPageQuerySchema,
        response: { 200: auditListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { offset, limit, ...query } = request.query;
        const page = { offset, limit };
        const found = await areas.parties.listEvents(actorOf(requireVisitor(request)), query, page);
        return { ...page, total: found.total, items: [...found.items] };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/audit-events/verdict",
      config: { access: { action: "audit.read" } },
      schema: {
        operationId: "checkAuditTrail",
        tags: ["audit"],
        description: "Computes the chain of the whole trail again.",
        response: { 200: auditVerdictSchema, ...problemResponses },
      },
      handler: async (request) => await areas.parties.verifyTrail(actorOf(requireVisitor(request))),
    });
    server.route({
      method: "GET",
      url: "/v1/audit-events.csv",
      config: { access: { action: "audit.read" } },
      schema: {
        operationId: "exportAuditEvents",
        tags: ["audit"],
        description:
          "The same events as a file (UTF-8 with a byte-order mark), newest first, at most 50,000.",
        querystring: auditQuerySchema,
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const page = { offset: 0, limit: mostExported };
        const visitor = requireVisitor(request);
        const found = await areas.parties.listEvents(actorOf(visitor), request.query, page);
        const table = { name: "audit-trail", notes: [], columns, rows: found.items.map(lineOf) };
        const bytes = writeCsv(markSimulated([table], visitor.party));
        return await sendFile(reply, { name: "audit-trail.csv", bytes });
      },
    });
  };
}

const columns = ["编号", "时间 (UTC)", "人员", "人员编号", "动作", "对象", "前一哈希", "哈希"];

function lineOf(event: ShownEvent): readonly string[] {
  const at = new Date(event.atMs).toISOString();
  const { id, accountName, accountId, action, subject, previousHash, hash } = event;
  return [String(id), at, accountName ?? "", accountId ?? "", action, subject, previousHash, hash];
}
