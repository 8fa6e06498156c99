import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type DataClass, purposes } from "#consent";
import { businessDayOf } from "#kernel";
import type { DataClass as EntryClass } from "#ledger";
import { formatBundle } from "#seal";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import { daySchema } from "./field.schema.ts";
import { figureOf, type FigureQuery } from "./figure-query.ts";
import { problemResponses } from "./problem.schema.ts";
import {
  behindFigureSchema,
  dataCalendarSchema,
  enterpriseEvidenceSchema,
  figureQuerySchema,
  traceSchema,
} from "./provenance.schema.ts";
import { evidenceBundleSchema } from "./reference.schema.ts";
import type { HttpServices } from "./services.ts";

const paramsSchema = z.object({ enterpriseId: z.string().min(1).max(100) });
const purposeSchema = z.enum(purposes).default("creditEvaluation");
const tags = ["provenance"];
const access = { action: "provenance.read" } as const;
/** Of rows of every kind at least one must be readable. */
const observed: readonly DataClass[] = ["invoice", "statement", "businessDocument", "energy", "machine"];

/** What a basis must be for, to prove a row of an entry of a class of the log. */
const classesOfEntry: Readonly<Record<EntryClass, readonly DataClass[]>> = {
  invoice: ["invoice"],
  reading: ["energy", "machine"],
  statement: ["statement"],
  document: ["businessDocument"],
  registry: ["machine"],
  parameter: ["evaluation"],
  result: ["evaluation"],
};

/** Where an enterprise's numbers come from: the rows behind each, by which evidence, how fresh, and the proof of one. */
export function provenanceRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { provenance } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/provenance",
      config: { access },
      schema: {
        operationId: "getProvenance",
        tags,
        description: "The rows behind a number: counts by source, and the newest rows with their whole way.",
        params: paramsSchema,
        querystring: figureQuerySchema,
        response: { 200: behindFigureSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId } = request.params;
        const { figure, dataClasses } = figureOf(
          request.query as FigureQuery,
          businessDayOf(services.clock()),
        );
        const { purpose, knownAt } = request.query;
        await requireBasis(services, request, {
          enterpriseId,
          purpose,
          dataClasses,
          what: "provenance.figure",
        });
        const { filter, ...behind } = await provenance.behind(enterpriseId, figure, knownAt);
        return { kind: filter.kind, from: filter.from, to: filter.to, ...toPlain(behind) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/evidence",
      config: { access },
      schema: {
        operationId: "getEnterpriseEvidence",
        tags,
        description:
          "By what the figures are evidenced, how much of working time is covered, how fresh streams are.",
        params: paramsSchema,
        querystring: z.object({ purpose: purposeSchema }),
        response: { 200: enterpriseEvidenceSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId } = request.params;
        const read = { enterpriseId, ...request.query, dataClasses: observed, what: "provenance.mix" };
        await services.areas.consent.readPermitted(requireVisitor(request), read);
        return toPlain(await provenance.evidence(enterpriseId));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/data-calendar",
      config: { access },
      schema: {
        operationId: "getDataCalendar",
        tags,
        description: "What came of each collector on each day, in the working calendar; at most 366 days.",
        params: paramsSchema,
        querystring: z.object({ from: daySchema, to: daySchema, purpose: purposeSchema }),
        response: { 200: dataCalendarSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId } = request.params;
        const { purpose, ...range } = request.query;
        const read = { enterpriseId, purpose, dataClasses: observed, what: "provenance.calendar" };
        await services.areas.consent.readPermitted(requireVisitor(request), read);
        return toPlain(await provenance.calendar(enterpriseId, boundedRange(range)));
      },
    });
    await server.register(traceRoutes(services));
  };
}

function traceRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { provenance } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/trace",
      config: { access },
      schema: {
        operationId: "traceSale",
        tags,
        description: "From an order, lot or document back to material purchases and machine hours.",
        params: paramsSchema,
        querystring: z.object({
          kind: z.enum(["order", "lot", "document"]),
          id: z.string().min(1).max(200),
          purpose: purposeSchema,
        }),
        response: { 200: traceSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId } = request.params;
        const { kind, id, purpose } = request.query;
        const dataClasses: readonly DataClass[] = ["businessDocument", "machine"];
        await requireBasis(services, request, {
          enterpriseId,
          purpose,
          dataClasses,
          what: "provenance.trace",
        });
        return toPlain(await provenance.trace(enterpriseId, { kind, id }));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/row-proof",
      config: { access },
      schema: {
        operationId: "proveRow",
        tags,
        description: "An evidence bundle that discloses this one row; `touchstone verify` checks it offline.",
        params: paramsSchema,
        querystring: z.object({
          origin: z.string().min(1).max(200),
          index: z.coerce.number().int().min(0),
          ordinal: z.coerce.number().int().min(0),
          purpose: purposeSchema,
        }),
        response: { 200: evidenceBundleSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { enterpriseId } = request.params;
        const { purpose, ...place } = request.query;
        const dataClasses = classesOfEntry[await provenance.dataClassOf(enterpriseId, place)];
        const read = { enterpriseId, purpose, dataClasses, what: "provenance.proof" };
        await services.areas.consent.readPermitted(requireVisitor(request), read);
        const bundle = await provenance.prove(enterpriseId, place);
        const name = encodeURIComponent(`row-${place.index}-${place.ordinal}.evidence.json`);
        reply.header("content-disposition", `attachment; filename*=UTF-8''${name}`);
        // A bundle is its own canonical text; written again by anybody else it would not verify.
        return await reply
          .header("content-type", "application/json; charset=utf-8")
          .send(Buffer.from(formatBundle(bundle)) as unknown as Record<string, unknown>);
      },
    });
  };
}

const mostDays = 366;
const dayMs = 86_400_000;

/** A calendar of a year at most; the end counts. */
function boundedRange({ from, to }: { readonly from: string; readonly to: string }) {
  const earliest = new Date(Date.parse(to) - (mostDays - 1) * dayMs).toISOString().slice(0, 10);
  return { from: from > to ? to : from < earliest ? earliest : from, to };
}

/** Without `readonly`, as the schema's types have it. */
function toPlain<Value>(value: Value): Plain<Value> {
  return value as Plain<Value>;
}

type Plain<Value> = Value extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Plain<Value[Key]> }
    : Value;
