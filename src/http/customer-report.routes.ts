import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  customersTable,
  funnelTable,
  idleAssetsTable,
  qualityTable,
  segmentAxes,
  segmentsTable,
  valueTable,
  weakStepsTable,
} from "#customers";
import type { CustomerReader, CustomerServices } from "#flow";
import type { Language } from "#kernel";
import { type ExportTable, markSimulated, writeCsv, writeWorkbook } from "#report";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse, sendFile } from "./send-file.ts";
import type { HttpServices } from "./services.ts";

const reports = ["customers", "quality", "segments", "funnel", "weak-steps", "idle-assets", "value"] as const;

/** The standard reports, each made by the system from what it holds: nobody counts by hand. */
export function customerReportRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { customers } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/customer-reports/:report.:format",
      config: { access: { action: "customer.read" } },
      schema: {
        operationId: "exportCustomerReport",
        tags: ["customers"],
        params: z.object({ report: z.enum(reports), format: z.enum(["xlsx", "csv"]) }),
        querystring: z.object({ language: z.enum(["zh", "en"]).default("zh") }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { report, format } = request.params;
        const found = await tablesOf[report](customers, visitor, request.query.language);
        const tables = markSimulated(found, visitor.party);
        const bytes = format === "csv" ? writeCsv(tables) : await writeWorkbook(tables);
        return await sendFile(reply, { name: `${found[0]?.name ?? report}.${format}`, bytes });
      },
    });
  };
}

type MakeTables = (
  customers: CustomerServices,
  reader: CustomerReader,
  language: Language,
) => Promise<readonly ExportTable[]>;

const everybody = { sort: "name", direction: "ascending", offset: 0, limit: 100_000 } as const;

const tablesOf: Readonly<Record<(typeof reports)[number], MakeTables>> = {
  customers: async (customers, reader, language) => [
    customersTable((await customers.list(reader, everybody)).items, language),
  ],
  quality: async (customers, reader, language) => {
    const [newest] = await customers.store.listEditions(reader.party.id);
    if (newest === undefined) return [];
    const { edition, items } = await customers.edition(reader, newest.id);
    return [qualityTable(edition, items, language)];
  },
  segments: async (customers, reader, language) => {
    const sheets = [];
    for (const axis of segmentAxes) sheets.push(...(await customers.segments(reader, axis)));
    return [segmentsTable(sheets, language)];
  },
  funnel: async (customers, reader, language) => [
    funnelTable((await customers.acquisition(reader)).funnels, language),
  ],
  "weak-steps": async (customers, reader, language) => [
    weakStepsTable(await customers.weakSteps(reader), language),
  ],
  "idle-assets": async (customers, reader, language) => [
    idleAssetsTable(await customers.idleAssets(reader), language),
  ],
  value: async (customers, reader, language) => [
    valueTable((await customers.value(reader)).values, language),
  ],
};
