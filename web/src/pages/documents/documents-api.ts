import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type Report = Schemas["DueDiligenceReport"];
export type ReportSummary = Schemas["DueDiligenceSummary"];
export type ReportDocument = Schemas["DueDiligence"];
export type ReportFigure = Schemas["ReportFigure"];
export type Template = Schemas["DueDiligenceTemplate"];
export type Block = ReportDocument["sections"][number]["blocks"][number];
export type TextPart = Extract<Block, { kind: "paragraph" }>["text"][number];

const keyed = () => ({ header: { "idempotency-key": newIdempotencyKey() } });

export const reportsQuery = queryOptions({
  queryKey: ["due-diligence"],
  queryFn: () => answerOf(api.GET("/v1/due-diligence")),
});

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ["due-diligence", id],
    queryFn: () => answerOf(api.GET("/v1/due-diligence/{id}", { params: { path: { id } } })),
  });
}

export function traceQuery(id: string, figureId: string, offset: number) {
  return queryOptions({
    queryKey: ["due-diligence", id, "figure", figureId, offset],
    queryFn: () =>
      answerOf(
        api.GET("/v1/due-diligence/{id}/figures/{figureId}", {
          params: { path: { id, figureId }, query: { offset, limit: tracedRows } },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Rows of a figure that are read at once. */
export const tracedRows = 100;

export function remadeQuery(id: string) {
  return queryOptions({
    queryKey: ["due-diligence", id, "remade"],
    queryFn: () => answerOf(api.GET("/v1/due-diligence/{id}/remade", { params: { path: { id } } })),
    enabled: false,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ["due-diligence-templates"],
  queryFn: () => answerOf(api.GET("/v1/due-diligence-templates")),
});

export function startReport(enterpriseId: string) {
  return answerOf(api.POST("/v1/due-diligence", { params: keyed(), body: { enterpriseId } }));
}

export function writeOpinions(id: string, opinions: { id: string; text: string }[]) {
  return answerOf(
    api.POST("/v1/due-diligence/{id}/opinions", {
      params: { path: { id }, ...keyed() },
      body: { opinions },
    }),
  );
}

export function submitReport(id: string) {
  return answerOf(api.POST("/v1/due-diligence/{id}/submit", { params: { path: { id }, ...keyed() } }));
}

export function checkReport(id: string, body: { isApproved: boolean; remark: string }) {
  return answerOf(api.POST("/v1/due-diligence/{id}/check", { params: { path: { id }, ...keyed() }, body }));
}

export function saveTemplate(body: Template) {
  return answerOf(api.POST("/v1/due-diligence-templates", { params: keyed(), body }));
}

export function previewTemplate(id: string, body: Template) {
  return answerOf(api.POST("/v1/due-diligence/{id}/preview", { params: { path: { id } }, body }));
}

export function addFinancials(enterpriseId: string, entered: Financials) {
  const { source, onDay, fields } = entered;
  return answerOf(
    api.POST("/v1/due-diligence-manual", {
      params: keyed(),
      body: { enterpriseId, kind: "financials", fields, source, onDay },
    }),
  );
}

/** What is copied from financial statements, with the paper it stands in. */
export interface Financials {
  readonly source: string;
  readonly onDay: string;
  readonly fields: Record<string, string>;
}
