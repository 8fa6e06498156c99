import type { FastifyReply } from "fastify";
import type { Party } from "#access";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  inclusiveStatistics,
  lendingFaults,
  loansTable,
  reconciliationDocument,
  reconciliationTables,
  statisticsTables,
} from "#lending";
import { type ExportTable, markSimulated, writeCsv, writeWorkbook } from "#report";
import { requireVisitor } from "./access.ts";
import { findDelivery } from "./loan-delivery.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { daySchema } from "./field.schema.ts";
import { fileResponse, sendFile } from "./send-file.ts";
import { listQueryOf, loanListQuerySchema } from "./loan-book.schema.ts";

const read = { access: { action: "loanBook.read" } } as const;
const languageSchema = z.enum(["zh", "en"]).default("zh");
const formatSchema = z.enum(["xlsx", "csv"]);
const exportLimit = 100_000;

/** The loan book to take away: workbooks, CSV, and the reconciliation report as PDF. */
export function loanExportRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/loan-book/exports/loans.:format",
      config: read,
      schema: {
        operationId: "exportLoans",
        tags: ["loan book"],
        params: z.object({ format: formatSchema }),
        querystring: loanListQuerySchema.extend({ language: languageSchema }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const query = { ...listQueryOf(request.query), offset: 0, limit: exportLimit };
        const { party } = requireVisitor(request);
        const page = await areas.loanBook.reads.listPage(party.id, query);
        const table = loansTable(page.items, page.businessDate, request.query.language);
        return await sendTables(reply, party, request.params.format, [table]);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/exports/statistics.:format",
      config: read,
      schema: {
        operationId: "exportInclusiveStatistics",
        tags: ["loan book"],
        description: "普惠小微 statistics by the definitions of NFRA and PBoC, a table each.",
        params: z.object({ format: formatSchema }),
        querystring: z.object({
          on: daySchema.optional(),
          language: languageSchema,
        }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { party } = requireVisitor(request);
        const { reads } = areas.loanBook;
        const on = request.query.on ?? (await reads.newestDate(party.id));
        if (on === null) throw lendingFaults.fault("LENDING_BOOK_EMPTY");
        const loans = await reads.listForStatistics(party.id, on);
        const statistics = (["nfra", "pboc"] as const).map((name) => inclusiveStatistics(loans, name));
        const tables = statisticsTables(statistics, on, request.query.language);
        return await sendTables(reply, party, request.params.format, tables);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/loan-book/deliveries/:id/reconciliation.:format",
      config: read,
      schema: {
        operationId: "exportReconciliation",
        tags: ["loan book"],
        params: z.object({ id: z.uuid(), format: z.enum(["xlsx", "csv", "pdf"]) }),
        querystring: z.object({ language: languageSchema }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { party } = requireVisitor(request);
        const { id, format } = request.params;
        const { language } = request.query;
        const delivery = await findDelivery(services, party.id, id);
        const found = await areas.loanBook.reads.reconciliationOf(party.id, delivery);
        if (format !== "pdf") {
          return await sendTables(reply, party, format, reconciliationTables(found, language));
        }
        const bytes = await areas.loanBook.print(reconciliationDocument(found, party, language));
        return await sendFile(reply, { name: `对账报告-${delivery.businessDate}.pdf`, bytes, isShown: true });
      },
    });
  };
}

async function sendTables(
  reply: FastifyReply,
  party: Party,
  format: "xlsx" | "csv",
  tables: readonly ExportTable[],
): Promise<FastifyReply> {
  const marked = markSimulated(tables, party);
  const bytes = format === "csv" ? writeCsv(marked) : await writeWorkbook(marked);
  return await sendFile(reply, { name: `${tables[0]?.name ?? "export"}.${format}`, bytes });
}
