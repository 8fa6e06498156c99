import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type DataClass, type Purpose, purposes } from "#consent";
import type { Figure } from "#flow";
import { businessDayOf } from "#kernel";
import { streamClasses } from "#operations";
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
        const { purpose, knownAt } = request.query;
        const asked = figureOf(request.query as FigureQuery, businessDayOf(services.clock()));
        const figure = await permittedFigure(services, request, { enterpriseId, purpose, asked });
        const { filters, ...behind } = await provenance.behind(enterpriseId, figure, knownAt);
        const kinds = filters.map(({ kind }) => kind);
        const { from, to } = filters[0] as (typeof filters)[number];
        return { kinds, from, to, ...toPlain(behind) };
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

/**
 * The number that may be shown: of an item of the profile the streams that may be read, as the profile has it; of all
 * others every class must have a basis.
 * @throws ACCESS_NOT_SIGNED_IN, CONSENT_NO_BASIS
 */
async function permittedFigure(
  services: HttpServices,
  request: FastifyRequest,
  wanted: {
    readonly enterpriseId: string;
    readonly purpose: Purpose;
    readonly asked: ReturnType<typeof figureOf>;
  },
): Promise<Figure> {
  const { enterpriseId, purpose, asked } = wanted;
  const { figure, dataClasses } = asked;
  const read = { enterpriseId, purpose, dataClasses, what: "provenance.figure" };
  if (figure.kind !== "streams") {
    await requireBasis(services, request, read);
    return figure;
  }
  const bases = await services.areas.consent.readPermitted(requireVisitor(request), read);
  return { ...figure, streams: figure.streams.filter((stream) => bases.has(streamClasses[stream])) };
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
        const { dataClasses, isEveryNeeded } = await provenance.classesOf(enterpriseId, place);
        const read = { enterpriseId, purpose, dataClasses, what: "provenance.proof" };
        if (isEveryNeeded) await requireBasis(services, request, read);
        else await services.areas.consent.readPermitted(requireVisitor(request), read);
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
