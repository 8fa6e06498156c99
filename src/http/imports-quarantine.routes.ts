import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { datasetNameSchema } from "./evaluation.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { onlyThese, readableClasses, readRowOf, recordReads, signedReader } from "./imports-read.ts";
import {
  checkRowSchema,
  correctionSchema,
  correctRowsSchema,
  placeQuerySchema,
  quarantineListSchema,
  quarantineQuerySchema,
  rowCheckSchema,
  rowToCorrectSchema,
} from "./imports.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

const tags = ["imports"];

/** Rows that were not understood: the list, one split into its cells, checking and replaying corrections. */
export function quarantineRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { imports } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/datasets/:name/quarantine",
      config: { access: { action: "import.read" } },
      schema: {
        operationId: "listQuarantinedRows",
        tags,
        params: z.object({ name: datasetNameSchema }),
        querystring: quarantineQuerySchema,
        response: { 200: quarantineListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { offset, limit, file, code } = request.query;
        const { name } = request.params;
        const filter = { files: await imports.fileNames(visitor.party.id, name), file, code };
        const readable = onlyThese(await readableClasses(services, visitor, name));
        const found = await imports.quarantine(name, filter, { offset, limit }, readable);
        const shown = found.items.map(({ enterpriseId }) => enterpriseId);
        await recordReads(services, visitor, shown, "quarantine.list");
        return {
          total: found.total,
          offset,
          limit,
          codes: found.codes.map((one) => ({ ...one })),
          items: found.items.map((one) => ({ ...one, place: { ...one.place } })),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/quarantine/row",
      config: { access: { action: "import.read" } },
      schema: {
        operationId: "getQuarantinedRow",
        tags,
        querystring: placeQuerySchema,
        response: { 200: rowToCorrectSchema, ...problemResponses },
      },
      handler: async (request) => {
        const row = await readRowOf(services, requireVisitor(request), request.query, "quarantine.row");
        const { enterpriseId: _, ...shown } = row;
        return { ...shown, columns: [...row.columns], cells: [...row.cells] };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/quarantine/checks",
      config: { access: { action: "import.write" }, idempotency: "none" },
      schema: {
        operationId: "checkRow",
        tags,
        description: "Says what would still be wrong with the row; seals nothing.",
        body: checkRowSchema,
        response: { 200: rowCheckSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { cells, ...place } = request.body;
        await readRowOf(services, requireVisitor(request), place, "quarantine.row");
        return { problem: await imports.check(place, cells) };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/quarantine/corrections",
      config: { access: { action: "import.write" } },
      schema: {
        operationId: "correctRows",
        tags,
        description: "Replays corrected rows as entries of their own; the rows as received stay sealed.",
        headers: keyHeaderSchema,
        body: correctRowsSchema,
        response: { 200: correctionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        for (const { cells: _, ...place } of request.body.rows) {
          await readRowOf(services, visitor, place, "quarantine.correct");
        }
        const { records, ...outcome } = await imports.correct(signedReader(visitor), request.body.rows);
        for (const { id } of records) {
          await appendAudit(services, request, { action: "row.corrected", subject: id });
        }
        return outcome;
      },
    });
  };
}
