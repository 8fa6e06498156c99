import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { datasetNameSchema } from "./evaluation.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { datasetRoutes } from "./imports-dataset.routes.ts";
import { mappingRoutes } from "./imports-mapping.routes.ts";
import { quarantineRoutes } from "./imports-quarantine.routes.ts";
import { readableClasses, recordReads, signedReader } from "./imports-read.ts";
import {
  importListSchema,
  importSchema,
  importStartedSchema,
  inspectedFileSchema,
  previewSchema,
  remapSchema,
  startImportSchema,
  uploadInspectionSchema,
} from "./imports.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { enterprisesIn, parseMapping, showImport, showInspected } from "./show-import.ts";

const listed = 200;
const reading = { access: { action: "import.read" } } as const;
const writing = { access: { action: "import.write" } } as const;
const tags = ["imports"];

/** The routes of imports of files, their quarantine and its correction. */
export function importsRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(inspectionRoutes(services));
    await server.register(importRoutes(services));
    await server.register(mappingRoutes(services));
    await server.register(datasetRoutes(services));
    await server.register(quarantineRoutes(services));
  };
}

/** Looking at files before anything of them is stored. */
function inspectionRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/uploads/:id/inspection",
      config: writing,
      schema: {
        operationId: "inspectUpload",
        tags,
        params: z.object({ id: z.uuid() }),
        querystring: z.object({ dataset: datasetNameSchema.optional() }),
        response: { 200: uploadInspectionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const reader = signedReader(requireVisitor(request));
        const dataset = request.query.dataset ?? null;
        const { files, ...found } = await areas.imports.inspect(reader, request.params.id, dataset);
        return { ...found, files: files.map(showInspected) };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/uploads/:id/previews",
      config: { ...writing, idempotency: "none" },
      schema: {
        operationId: "previewFile",
        tags,
        description: "Reads the beginning of a file by a mapping that is being made; stores nothing.",
        params: z.object({ id: z.uuid() }),
        body: previewSchema,
        response: { 200: inspectedFileSchema, ...problemResponses },
      },
      handler: async (request) => {
        const reader = signedReader(requireVisitor(request));
        const { name } = request.body;
        const mapping = parseMapping(request.body.mapping);
        return showInspected(await areas.imports.preview(reader, request.params.id, { name, mapping }));
      },
    });
  };
}

/** Starting imports, the list, and what became of one. */
function importRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/imports",
      config: writing,
      schema: {
        operationId: "startImport",
        tags,
        headers: keyHeaderSchema,
        body: startImportSchema,
        response: { 202: importStartedSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { basis, ...wanted } = request.body;
        const reader = signedReader(requireVisitor(request));
        const started = await areas.imports.start(reader, { ...wanted, attestation: basis ?? null });
        await appendAudit(services, request, { action: "import.started", subject: started.importId });
        return await reply.code(202).send(started);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/imports/remaps",
      config: writing,
      schema: {
        operationId: "remapFile",
        tags,
        description:
          "Reads the sealed rows of a file again by another mapping; both readings stay in the log.",
        headers: keyHeaderSchema,
        body: remapSchema,
        response: { 202: importStartedSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const started = await areas.imports.remap(signedReader(requireVisitor(request)), request.body);
        await appendAudit(services, request, { action: "import.remapped", subject: started.importId });
        return await reply.code(202).send(started);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/imports",
      config: reading,
      schema: {
        operationId: "listImports",
        tags,
        description: "Newest first.",
        response: { 200: importListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await areas.imports.store.list(requireVisitor(request).party.id, listed);
        return {
          items: found.map(({ files, fileNames, ...header }) => ({
            ...header,
            fileNames: [...fileNames],
            totals: files === null ? null : totalsOf(files),
          })),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/imports/:id",
      config: reading,
      schema: {
        operationId: "getImport",
        tags,
        params: z.object({ id: z.uuid() }),
        response: { 200: importSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { party } = visitor;
        const found = await areas.imports.find(party.id, request.params.id);
        if (found.files === null) return showImport(found, [], new Map());
        const balances = await areas.imports.balances(party.id, found.dataset);
        const readable = await readableClasses(services, visitor, found.dataset);
        const shown = enterprisesIn(found, balances).filter((id) => readable.has(id));
        await recordReads(services, visitor, shown, "import.result");
        return showImport(found, balances, readable);
      },
    });
  };
}

function totalsOf(
  files: readonly { read: number; stored: number; duplicates: number; quarantined: number }[],
) {
  const total = (key: "read" | "stored" | "duplicates" | "quarantined"): number =>
    files.reduce((sum, one) => sum + one[key], 0);
  return {
    read: total("read"),
    stored: total("stored"),
    duplicates: total("duplicates"),
    quarantined: total("quarantined"),
  };
}
