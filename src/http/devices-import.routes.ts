import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import { actorOf } from "#access";
import { readDeviceWorkbook, writeCodesWorkbook, writeDeviceTemplate } from "#flow";
import { type DeviceTables, deviceSheets, type SheetColumn, type SheetName } from "#registry";
import { requireVisitor } from "./access.ts";
import {
  coverageSchema,
  deviceImportSchema,
  importDevicesSchema,
  savedElementsSchema,
} from "./devices.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse, sendFile } from "./send-file.ts";
import type { HttpServices } from "./services.ts";

const workbookBytes = 42 * 1024 * 1024;

/** Registering a workbook of devices, and what stored readings name that nobody registered. */
export function deviceImportRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { devices } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/devices/template.xlsx",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "getDeviceTemplate",
        tags: ["devices"],
        description: "The workbook to be filled in: enterprises, places, machines, meters, collectors.",
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (_request, reply) =>
        await sendFile(reply, { name: "设备登记模板.xlsx", bytes: await writeDeviceTemplate() }),
    });
    server.route({
      method: "POST",
      url: "/v1/devices/imports",
      // The answer carries secrets that are kept nowhere; the same workbook again finds everything known.
      config: { access: { action: "device.write" }, idempotency: "none" },
      bodyLimit: workbookBytes,
      schema: {
        operationId: "importDevices",
        tags: ["devices"],
        description:
          "Registers a workbook or the same as JSON, all or none; a dry run says what is wrong, by sheet and row.",
        body: importDevicesSchema,
        response: { 200: deviceImportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { dataset, isDryRun } = request.body;
        const tables = await tablesOf(request.body);
        const actor = actorOf(requireVisitor(request));
        const made = await devices.importTables(actor, { dataset, tables, isDryRun });
        const server = `${request.protocol}://${request.host}`;
        const hasSecrets = made.codes.length > 0 || made.invitations.length > 0;
        const file = hasSecrets ? await writeCodesWorkbook(made, server) : null;
        return {
          ...made,
          problems: [...made.problems],
          warnings: [...made.warnings],
          codes: made.codes.map((one) => ({ ...one, elements: [...one.elements] })),
          invitations: made.invitations.length,
          codesFile:
            file === null ? null : { name: `登记码-${dataset}.xlsx`, contentBase64: file.toString("base64") },
        };
      },
    });
    await server.register(coverageRoutes(services));
  };
}

function coverageRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { devices, consent } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/devices/coverage",
      config: { access: { action: "device.read" } },
      schema: {
        operationId: "getAssetCoverage",
        tags: ["devices"],
        description: "How many stored readings are of assets that no element is registered for, and which.",
        response: { 200: coverageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const coverage = await devices.assets.coverage(actorOf(visitor));
        const names = new Map((await consent.registry.list(visitor.party)).map(({ id, name }) => [id, name]));
        const orphans = coverage.orphans.map((one) => ({
          ...one,
          channels: [...one.channels],
          enterpriseName: names.get(one.enterpriseId) ?? null,
        }));
        return { ...coverage, orphans };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/devices/coverage/registration",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "registerFoundAssets",
        tags: ["devices"],
        description: "Registers every asset that stored readings name and no element is registered for.",
        headers: keyHeaderSchema,
        response: { 200: savedElementsSchema, ...problemResponses },
      },
      handler: async (request) => await devices.assets.registerFound(actorOf(requireVisitor(request))),
    });
  };
}

async function tablesOf(body: z.infer<typeof importDevicesSchema>): Promise<DeviceTables> {
  if (body.contentBase64 !== undefined) {
    return await readDeviceWorkbook(body.fileName, Buffer.from(body.contentBase64, "base64"));
  }
  const tableOf = (name: SheetName): readonly (readonly string[])[] => {
    const columns: readonly SheetColumn[] = deviceSheets[name].columns;
    const rows = body.sheets?.[name] ?? [];
    if (rows.length === 0) return [];
    const header = columns.map(({ en }) => en);
    return [header, ...rows.map((row) => header.map((column) => String(row[column] ?? "")))];
  };
  return {
    enterprises: tableOf("enterprises"),
    sites: tableOf("sites"),
    elements: tableOf("elements"),
    meters: tableOf("meters"),
    collectors: tableOf("collectors"),
    claims: tableOf("claims"),
  };
}
