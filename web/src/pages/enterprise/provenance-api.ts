import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type BehindFigure = Schemas["BehindFigure"];
export type TracedRow = Schemas["TracedRow"];
export type EvidenceMix = Schemas["EvidenceMix"];
export type EnterpriseEvidence = Schemas["EnterpriseEvidence"];
export type DataCalendar = Schemas["DataCalendar"];

/** A number on the page whose rows somebody wants to see. */
export type ShownFigure =
  | { readonly kind: "indicator"; readonly id: string; readonly asOf: string }
  | {
      readonly kind: "day";
      readonly chart: "hours" | "energy" | "produced";
      readonly day: string;
      readonly asset: string | null;
    }
  | { readonly kind: "month"; readonly direction: "sale" | "purchase"; readonly month: string }
  | { readonly kind: "streams"; readonly streams: readonly string[]; readonly asOf: string };

/** The rows behind a number. */
export function behindQuery(enterpriseId: string, figure: ShownFigure) {
  return queryOptions({
    queryKey: ["provenance", enterpriseId, figure],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/provenance", {
          params: { path: { enterpriseId }, query: addressOf(figure) },
        }),
      ),
  });
}

function addressOf(figure: ShownFigure) {
  switch (figure.kind) {
    case "indicator":
      return { indicator: figure.id, asOf: figure.asOf };
    case "day":
      return {
        chart: figure.chart,
        day: figure.day,
        ...(figure.asset === null ? {} : { asset: figure.asset }),
      };
    case "month":
      return { month: figure.month, direction: figure.direction };
    case "streams":
      return { streams: figure.streams.join(","), asOf: figure.asOf };
  }
}

/** By what the enterprise's figures are evidenced; asked again while the page is open, because data go on coming. */
export function evidenceQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: ["enterprise-evidence", enterpriseId],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/evidence", { params: { path: { enterpriseId }, query: {} } }),
      ),
    refetchInterval: 30_000,
  });
}

export function calendarQuery(enterpriseId: string, range: { readonly from: string; readonly to: string }) {
  return queryOptions({
    queryKey: ["data-calendar", enterpriseId, range],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/data-calendar", {
          params: { path: { enterpriseId }, query: range },
        }),
      ),
  });
}

/** Address of the proof of one row. */
export function proofAddress(enterpriseId: string, { origin, index, ordinal }: TracedRow): string {
  const place = new URLSearchParams({ origin, index: String(index), ordinal: String(ordinal) });
  return `/v1/enterprises/${encodeURIComponent(enterpriseId)}/row-proof?${place.toString()}`;
}
