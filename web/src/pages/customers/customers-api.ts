import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type CustomerPage = Schemas["CustomerPage"];
export type ListedCustomer = CustomerPage["items"][number];
export type Portrait = Schemas["CustomerPortrait"];
export type CustomerRecord = Schemas["CustomerRecord"];
export type CustomerEntry = Schemas["CustomerEntry"];
export type EditionDetail = Schemas["CustomerEditionDetail"];
export type Funnel = Schemas["Acquisition"]["funnels"][number];
export type Segment = Schemas["CustomerSegmentList"]["items"][number];
export type NewCustomerEntry = Schemas["NewCustomerEntry"];
export type NewOutlook = Extract<Schemas["NewCustomerRule"], { kind: "outlook" }>["content"];
export type WeakSteps = Schemas["WeakSteps"];
type ListParameters = NonNullable<paths["/v1/customers"]["get"]["parameters"]["query"]>;
/** What the address of the list holds; the page counts from 1. */
export type CustomerSearch = {
  readonly [Name in Exclude<keyof ListParameters, "offset" | "limit">]?: ListParameters[Name] | undefined;
} & { readonly page?: number | undefined };

export const pageSize = 50;
const keyed = () => ({ header: { "idempotency-key": newIdempotencyKey() } });

export function customersQuery({ page = 1, ...search }: CustomerSearch) {
  const filters = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
  const query: ListParameters = { ...filters, offset: (page - 1) * pageSize, limit: pageSize };
  return queryOptions({
    queryKey: ["customers", "list", query],
    queryFn: () => answerOf(api.GET("/v1/customers", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ["customers", "record", id],
    queryFn: () => answerOf(api.GET("/v1/customers/{id}", { params: { path: { id } } })),
  });
}

export function addCustomerEntry(id: string, body: NewCustomerEntry) {
  return answerOf(api.POST("/v1/customers/{id}/entries", { params: { path: { id }, ...keyed() }, body }));
}

export function moveEntry(id: string, body: Schemas["MoveCustomerEntry"]) {
  return answerOf(
    api.POST("/v1/customer-entries/{id}/moves", { params: { path: { id }, ...keyed() }, body }),
  );
}

export const editionsQuery = queryOptions({
  queryKey: ["customers", "editions"],
  queryFn: () => answerOf(api.GET("/v1/customer-editions")),
});

export function editionQuery(id: string) {
  return queryOptions({
    queryKey: ["customers", "edition", id],
    queryFn: () => answerOf(api.GET("/v1/customer-editions/{id}", { params: { path: { id } } })),
  });
}

export function makeEdition(asOf: string) {
  return answerOf(api.POST("/v1/customer-editions", { params: keyed(), body: { asOf } }));
}

export function reproduceEdition(id: string) {
  return answerOf(
    api.POST("/v1/customer-editions/{id}/reproductions", { params: { path: { id }, ...keyed() } }),
  );
}

export const rulesQuery = queryOptions({
  queryKey: ["customers", "rules"],
  queryFn: () => answerOf(api.GET("/v1/customer-rules")),
});

/** Writes an outlook down, in force from a day. */
export function addOutlook(onDay: string, content: NewOutlook) {
  return answerOf(
    api.POST("/v1/customer-rules", { params: keyed(), body: { kind: "outlook", onDay, content } }),
  );
}

export function segmentsQuery(axis: Segment["axis"]) {
  return queryOptions({
    queryKey: ["customers", "segments", axis],
    queryFn: () => answerOf(api.GET("/v1/customer-segments", { params: { query: { axis } } })),
    placeholderData: keepPreviousData,
  });
}

export const valueQuery = queryOptions({
  queryKey: ["customers", "value"],
  queryFn: () => answerOf(api.GET("/v1/customer-value")),
});

export const acquisitionQuery = queryOptions({
  queryKey: ["customers", "acquisition"],
  queryFn: () => answerOf(api.GET("/v1/acquisition")),
});

export const prospectsQuery = queryOptions({
  queryKey: ["customers", "prospects"],
  queryFn: () => answerOf(api.GET("/v1/prospects")),
});

export const weakStepsQuery = queryOptions({
  queryKey: ["customers", "weak-steps"],
  queryFn: () => answerOf(api.GET("/v1/weak-steps")),
});

export const idleAssetsQuery = queryOptions({
  queryKey: ["customers", "idle-assets"],
  queryFn: () => answerOf(api.GET("/v1/idle-assets")),
});

/** Where a standard report is taken away. */
export function reportAddress(report: string, format: "xlsx" | "csv", language: "zh" | "en"): string {
  return `/v1/customer-reports/${report}.${format}?language=${language}`;
}
