import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type Consent = Schemas["Consent"];
export type DataClass = Schemas["DataClass"];
export type Purpose = Schemas["Purpose"];
export type RegisteredEnterprise = Schemas["RegisteredEnterprise"];
export type Onboarding = Schemas["Onboarding"];
export type Objection = Schemas["Objection"];
export type AccessRead = Schemas["AccessReadList"]["items"][number];
type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { "application/json": infer Json } } };
}
  ? Json
  : never;

const keyed = () => ({ header: { "idempotency-key": newIdempotencyKey() } });

export const registerQuery = queryOptions({
  queryKey: ["register"],
  queryFn: () => answerOf(api.GET("/v1/enterprises")),
});

export const consentsQuery = queryOptions({
  queryKey: ["consents"],
  queryFn: () => answerOf(api.GET("/v1/consents")),
});

export const myDataQuery = queryOptions({
  queryKey: ["my-data"],
  queryFn: () => answerOf(api.GET("/v1/my/data")),
});

export const objectionsQuery = queryOptions({
  queryKey: ["objections"],
  queryFn: () => answerOf(api.GET("/v1/objections")),
});

export function accessReadsQuery(query: { enterpriseId?: string; offset: number; limit: number }) {
  return queryOptions({
    queryKey: ["access-reads", query],
    queryFn: () => answerOf(api.GET("/v1/access-reads", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function registerEnterprises(body: Body<"/v1/enterprises">) {
  return answerOf(api.POST("/v1/enterprises", { body }));
}

export function giveConsent(body: Body<"/v1/consents">) {
  return answerOf(api.POST("/v1/consents", { params: keyed(), body }));
}

export function grantConsents(ids: readonly string[]) {
  return answerOf(api.POST("/v1/consents/grants", { params: keyed(), body: { ids: [...ids] } }));
}

export function revokeConsent(id: string, reason: string | null) {
  const params = { path: { id }, ...keyed() };
  return answerOf(api.POST("/v1/consents/{id}/revocation", { params, body: { reason } }));
}

export function requestConsents(body: Body<"/v1/consents/requests">) {
  return answerOf(api.POST("/v1/consents/requests", { params: keyed(), body }));
}

export function recordPapers(body: Body<"/v1/consents/papers">) {
  return answerOf(api.POST("/v1/consents/papers", { params: keyed(), body }));
}

export function fileObjection(body: Body<"/v1/objections">) {
  return answerOf(api.POST("/v1/objections", { params: keyed(), body }));
}

export function answerObjection(
  id: string,
  body: { outcome: "corrected" | "annotated" | "upheld"; text: string },
) {
  const params = { path: { id }, ...keyed() };
  return answerOf(api.POST("/v1/objections/{id}/answer", { params, body }));
}

export function withdrawObjection(id: string) {
  return answerOf(api.POST("/v1/objections/{id}/withdrawal", { params: { path: { id }, ...keyed() } }));
}
