import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Visitor } from "#access";
import { requireVisitor } from "./access.ts";
import { datasetNameSchema } from "./evaluation.schema.ts";
import { mayReadKind, readableClasses, recordReads } from "./imports-read.ts";
import { sumOf } from "./show-import.ts";
import { datasetListSchema, datasetSchema } from "./imports.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

/** Data sets, and what each enterprise has in one. */
export function datasetRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/datasets",
      config: { access: { action: "import.read" } },
      schema: {
        operationId: "listDatasets",
        tags: ["imports"],
        description: "The party's own, and those in which it registered enterprises.",
        response: { 200: datasetListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const own = await areas.imports.listDatasets(party.id);
        const names = new Set(own.map(({ name }) => name));
        const known = await areas.consent.registry.list(party);
        const others = new Set(known.map(({ dataset }) => dataset).filter((name) => !names.has(name)));
        return {
          items: [
            ...own.map((one) => ({ ...one, isOwn: true })),
            ...[...others].map((name) => ({ name, simulated: false, isOwn: false, createdAtMs: null })),
          ],
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/datasets/:name",
      config: { access: { action: "import.read" } },
      schema: {
        operationId: "getDataset",
        tags: ["imports"],
        params: z.object({ name: datasetNameSchema }),
        response: { 200: datasetSchema, ...problemResponses },
      },
      handler: async (request) => await showDataset(services, requireVisitor(request), request.params.name),
    });
  };
}

async function showDataset(services: HttpServices, visitor: Visitor, name: string) {
  const { imports, consent } = services.areas;
  const { party } = visitor;
  const balances = await imports.balances(party.id, name);
  const readable = await readableClasses(services, visitor, name);
  const shown = balances.filter(({ enterpriseId, kind }) => {
    const classes = readable.get(enterpriseId);
    return classes !== undefined && mayReadKind(classes, kind);
  });
  const registered = new Map((await consent.registry.list(party)).map((one) => [one.id, one]));
  await recordReads(
    services,
    visitor,
    shown.map(({ enterpriseId }) => enterpriseId),
    "dataset.page",
  );
  const all = new Set(balances.map(({ enterpriseId }) => enterpriseId).filter((id) => id !== ""));
  const byEnterprise = Map.groupBy(shown, ({ enterpriseId }) => enterpriseId);
  const collator = new Intl.Collator("en", { numeric: true });
  const enterprises = [...byEnterprise].map(([enterpriseId, own]) => ({
    enterpriseId,
    code: own[0]?.enterpriseCode ?? "",
    name: registered.get(enterpriseId)?.name ?? null,
    classes: [...Map.groupBy(own, ({ kind }) => kind)].map(([kind, files]) => ({
      kind,
      stored: files.reduce((sum, file) => sum + file.stored, 0),
      quarantined: files.reduce((sum, file) => sum + file.quarantined, 0),
      firstDay: files.map(({ firstDay }) => firstDay).sort()[0] ?? null,
      lastDay:
        files
          .map(({ lastDay }) => lastDay)
          .sort()
          .at(-1) ?? null,
      receivedAtMs: Math.max(...files.map(({ receivedAtMs }) => receivedAtMs)),
    })),
  }));
  const own = await imports.fileNames(party.id, name);
  const isOwnFile = (file: string): boolean => own.some((one) => file === one || file.startsWith(`${one}/`));
  return {
    name,
    files: balances
      .filter((one) => shown.includes(one) || (one.enterpriseId === "" && isOwnFile(one.file)))
      .map((one) => ({
        file: one.file,
        enterpriseCode: one.enterpriseCode,
        kind: one.kind,
        ...sumOf([one]),
      })),
    enterprises: enterprises.sort((a, b) => collator.compare(a.code, b.code)),
    withheld: [...all].filter((id) => !byEnterprise.has(id)).length,
    corrections: (await imports.store.listCorrections(party.id, name)).map((one) => ({
      file: one.file,
      row: one.row,
      before: one.before,
      after: one.after,
      madeByName: one.madeByName,
      madeAtMs: one.madeAtMs,
    })),
  };
}
