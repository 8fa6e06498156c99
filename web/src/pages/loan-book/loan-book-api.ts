import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type ListedLoan = Schemas["ListedLoan"];
export type LoanDetail = Schemas["LoanDetail"];
export type LoanDelivery = Schemas["LoanDelivery"];
export type DeliveryDetail = Schemas["LoanDeliveryDetail"];
export type DeliveryOutcome = Schemas["DeliveryOutcome"];
export type DeliveryFinding = Schemas["DeliveryFinding"];
export type QueueItem = Schemas["ClassQueue"]["items"][number];
export type PortfolioQuality = Schemas["PortfolioQuality"];

type LoanQuery = NonNullable<paths["/v1/loan-book/loans"]["get"]["parameters"]["query"]>;

/** The list's state lives in the address, so that it can be shared and survives a reload. */
export type LoanSearch = {
  readonly [Key in keyof Omit<LoanQuery, "offset" | "limit">]?: LoanQuery[Key] | undefined;
} & {
  readonly page?: number | undefined;
};

export const pageSize = 50;

/** The query of the list for an address, without what is not set. */
export function queryOf({ page, ...filters }: LoanSearch): LoanQuery {
  const set = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  return { ...set, offset: ((page ?? 1) - 1) * pageSize, limit: pageSize };
}

export function loansQuery(search: LoanSearch) {
  const query = queryOf(search);
  return queryOptions({
    queryKey: ["loans", query],
    queryFn: () => answerOf(api.GET("/v1/loan-book/loans", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function loanQuery(id: string) {
  return queryOptions({
    queryKey: ["loan", id],
    queryFn: () => answerOf(api.GET("/v1/loan-book/loans/{id}", { params: { path: { id } } })),
  });
}

export const deliveriesQuery = queryOptions({
  queryKey: ["loan-deliveries"],
  queryFn: () => answerOf(api.GET("/v1/loan-book/deliveries")),
});

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ["loan-delivery", id],
    queryFn: () => answerOf(api.GET("/v1/loan-book/deliveries/{id}", { params: { path: { id } } })),
  });
}

export const movesQuery = queryOptions({
  queryKey: ["class-moves"],
  queryFn: () => answerOf(api.GET("/v1/loan-book/moves")),
});

export const rulesQuery = queryOptions({
  queryKey: ["class-rules"],
  queryFn: () => answerOf(api.GET("/v1/loan-book/class-rules")),
  staleTime: Number.POSITIVE_INFINITY,
});

export function qualityQuery(basis: "computed" | "bank") {
  return queryOptions({
    queryKey: ["loan-quality", basis],
    queryFn: () => answerOf(api.GET("/v1/loan-book/quality", { params: { query: { basis } } })),
    placeholderData: keepPreviousData,
  });
}

const key = () => ({ "idempotency-key": newIdempotencyKey() });

export function receiveDelivery(uploadId: string) {
  return answerOf(api.POST("/v1/loan-book/deliveries", { params: { header: key() }, body: { uploadId } }));
}

export interface StepToTake {
  readonly id: string;
  readonly step: "propose" | "recognise" | "approve" | "return";
  readonly reason: string | null;
}

export function takeStep({ id, step, reason }: StepToTake) {
  return answerOf(
    api.POST("/v1/loan-book/moves/{id}/steps", {
      params: { path: { id }, header: key() },
      body: { step, reason },
    }),
  );
}

export function recordFact(id: string, body: Schemas["NewLoanFact"]) {
  return answerOf(
    api.POST("/v1/loan-book/loans/{id}/facts", { params: { path: { id }, header: key() }, body }),
  );
}

/** Address of a file to take away. */
export function exportAddress(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v1/loan-book/${path}?${new URLSearchParams(set)}`;
}
