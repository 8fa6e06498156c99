import { queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type DeviceElement = Schemas["DeviceElement"];
export type ElementPageData = Schemas["DeviceElementPage"];
export type ElementKind = Schemas["ElementKind"];
export type TwinVersion = Schemas["TwinVersion"];
export type TwinData = TwinVersion["data"];
export type Collector = Schemas["Collector"];
export type CollectorState = Schemas["CollectorState"];
export type CollectorPageData = Schemas["CollectorPage"];
export type MadeCollector = Schemas["MadeCollector"];
export type AssetCoverage = Schemas["AssetCoverage"];
export type CollectorLive = Schemas["CollectorLive"];
export type DeviceImport = Schemas["DeviceImport"];

export const enterprisesQuery = queryOptions({
  queryKey: ["devices", "enterprises"],
  queryFn: () => answerOf(api.GET("/v1/enterprises")),
});

export function elementsQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: ["devices", "elements", enterpriseId],
    queryFn: () => answerOf(api.GET("/v1/devices/elements", { params: { query: { enterpriseId } } })),
  });
}

export function elementQuery(id: string) {
  return queryOptions({
    queryKey: ["devices", "element", id],
    queryFn: () => answerOf(api.GET("/v1/devices/elements/{id}", { params: { path: { id } } })),
  });
}

export function collectorsQuery(enterpriseId?: string) {
  const query = enterpriseId === undefined ? {} : { enterpriseId };
  return queryOptions({
    queryKey: ["devices", "collectors", enterpriseId ?? "all"],
    queryFn: () => answerOf(api.GET("/v1/collectors", { params: { query } })),
  });
}

export function collectorQuery(id: string) {
  return queryOptions({
    queryKey: ["devices", "collector", id],
    queryFn: () => answerOf(api.GET("/v1/collectors/{id}", { params: { path: { id } } })),
  });
}

export const coverageQuery = queryOptions({
  queryKey: ["devices", "coverage"],
  queryFn: () => answerOf(api.GET("/v1/devices/coverage")),
});

const keyed = () => ({ header: { "idempotency-key": newIdempotencyKey() } });

export function registerFound() {
  return answerOf(api.POST("/v1/devices/coverage/registration", { params: keyed() }));
}

export function saveElement(element: Schemas["SaveElements"]["elements"][number]) {
  return answerOf(api.POST("/v1/devices/elements", { params: keyed(), body: { elements: [element] } }));
}

export function changeTwin(id: string, body: Schemas["ChangeTwin"]) {
  const params = { ...keyed(), path: { id } };
  return answerOf(api.POST("/v1/devices/elements/{id}/versions", { params, body }));
}

export function registerCollector(body: Schemas["RegisterCollector"]) {
  return answerOf(api.POST("/v1/collectors", { body }));
}

export function registerGateway(body: Schemas["RegisterGateway"]) {
  return answerOf(api.POST("/v1/gateways", { body }));
}

export function renewCode(id: string) {
  return answerOf(api.POST("/v1/collectors/{id}/codes", { params: { path: { id } } }));
}

const movePaths = {
  quarantine: "/v1/collectors/{id}/quarantine",
  release: "/v1/collectors/{id}/release",
  revoke: "/v1/collectors/{id}/revoke",
} as const;
export type CollectorMove = keyof typeof movePaths;

export function moveCollector(id: string, move: CollectorMove, reason: string) {
  const params = { ...keyed(), path: { id } };
  return answerOf(api.POST(movePaths[move], { params, body: { reason } }));
}

export function claimElements(id: string, claims: Schemas["ClaimElements"]["claims"]) {
  const params = { ...keyed(), path: { id } };
  return answerOf(api.POST("/v1/collectors/{id}/claims", { params, body: { claims } }));
}

/** From now on the collector speaks for these codes no more. */
export function unclaimElements(id: string, codes: readonly string[]) {
  const params = { ...keyed(), path: { id } };
  return answerOf(api.POST("/v1/collectors/{id}/claims/end", { params, body: { codes: [...codes] } }));
}

/** What came of a collector since the server knows it; asked again every two seconds while the page is seen. */
export function collectorLiveQuery(id: string) {
  return queryOptions({
    queryKey: ["intake-live", "collector", id],
    queryFn: () => answerOf(api.GET("/v1/intake/collectors/{id}", { params: { path: { id } } })),
    refetchInterval: 2_000,
    retry: false,
  });
}

export function importDevices(body: {
  readonly dataset: string;
  readonly fileName: string;
  readonly contentBase64: string;
  readonly isDryRun: boolean;
}) {
  return answerOf(api.POST("/v1/devices/imports", { body }));
}
