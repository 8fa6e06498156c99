import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey, problemOf } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

export type Alert = components["schemas"]["Alert"];
export type AlertPage = components["schemas"]["AlertPage"];
export type AlertAction = components["schemas"]["AlertAction"];
type AlertParameters = NonNullable<paths["/v1/watch/alerts"]["get"]["parameters"]["query"]>;
/** What the address of the queue holds. */
export type AlertSearch = { readonly [Name in keyof AlertParameters]?: AlertParameters[Name] | undefined };
export type Digest = components["schemas"]["WatchDigest"];
export type NewChannel = components["schemas"]["AddChannel"];
export type Level = Alert["level"];

/** The parameters that are given; an address that leaves one out says nothing of it. */
function present<T extends object>(parameters: { readonly [Name in keyof T]?: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as T;
}

const header = () => ({ header: { "idempotency-key": newIdempotencyKey() } });

export function alertsQuery(query: AlertSearch) {
  return queryOptions({
    queryKey: ["watch", "alerts", query],
    queryFn: () => answerOf(api.GET("/v1/watch/alerts", { params: { query: present(query) } })),
    placeholderData: keepPreviousData,
  });
}

export function alertQuery(id: string) {
  return queryOptions({
    queryKey: ["watch", "alert", id],
    queryFn: () => answerOf(api.GET("/v1/watch/alerts/{id}", { params: { path: { id } } })),
  });
}

export function actOnAlert(id: string, body: AlertAction) {
  return answerOf(api.POST("/v1/watch/alerts/{id}/actions", { params: { path: { id }, ...header() }, body }));
}

export function enterpriseAlertsQuery(id: string) {
  return queryOptions({
    queryKey: ["watch", "enterprise", id],
    queryFn: () => answerOf(api.GET("/v1/watch/enterprises/{id}", { params: { path: { id } } })),
  });
}

export const rulesQuery = queryOptions({
  queryKey: ["watch", "rules"],
  queryFn: () => answerOf(api.GET("/v1/watch/rules")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const measuresQuery = queryOptions({
  queryKey: ["watch", "measures"],
  queryFn: () => answerOf(api.GET("/v1/watch/measures")),
});

export const watchRunsQuery = queryOptions({
  queryKey: ["watch", "runs"],
  queryFn: () => answerOf(api.GET("/v1/watch/runs")),
});

export function startWatchRun(asOf: string) {
  return answerOf(api.POST("/v1/watch/runs", { params: header(), body: { asOf } }));
}

export const entriesQuery = queryOptions({
  queryKey: ["watch", "entries"],
  queryFn: () => answerOf(api.GET("/v1/watch/entries")),
});

export function addEntry(body: components["schemas"]["AddWatchEntry"]) {
  return answerOf(api.POST("/v1/watch/entries", { params: header(), body }));
}

export function endEntry(id: string, reason: string) {
  return answerOf(
    api.POST("/v1/watch/entries/{id}/end", { params: { path: { id }, ...header() }, body: { reason } }),
  );
}

export const keepersQuery = queryOptions({
  queryKey: ["watch", "keepers"],
  queryFn: () => answerOf(api.GET("/v1/watch/keepers")),
});

export function setKeeper(id: string, body: components["schemas"]["Keeper"]) {
  return answerOf(api.POST("/v1/watch/keepers/{id}", { params: { path: { id }, ...header() }, body }));
}

type DigestParameters = NonNullable<paths["/v1/watch/digest"]["get"]["parameters"]["query"]>;
export type DigestSearch = { readonly [Name in keyof DigestParameters]?: DigestParameters[Name] | undefined };

export function digestQuery(query: DigestSearch) {
  return queryOptions({
    queryKey: ["watch", "digest", query],
    queryFn: () => answerOf(api.GET("/v1/watch/digest", { params: { query: present(query) } })),
    placeholderData: keepPreviousData,
  });
}

/** The digest on paper, in the reader's language. */
export async function fetchDigestPdf(query: DigestSearch, language: "zh" | "en"): Promise<Blob> {
  const search = new URLSearchParams({ ...present<DigestParameters>(query), language });
  const response = await fetch(`/v1/watch/digest/pdf?${search}`, { credentials: "same-origin" });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  return await response.blob();
}

export const channelsQuery = queryOptions({
  queryKey: ["watch", "channels"],
  queryFn: () => answerOf(api.GET("/v1/watch/channels")),
});

export function addChannel(body: NewChannel) {
  return answerOf(api.POST("/v1/watch/channels", { body }));
}

export function enableChannel(id: string, isEnabled: boolean) {
  return answerOf(
    api.POST("/v1/watch/channels/{id}/enable", {
      params: { path: { id }, ...header() },
      body: { isEnabled },
    }),
  );
}

export function testChannel(id: string) {
  return answerOf(api.POST("/v1/watch/channels/{id}/test", { params: { path: { id }, ...header() } }));
}
