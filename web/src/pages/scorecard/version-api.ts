import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey, problemOf } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type Version = Schemas["ScorecardVersion"];
export type VersionSummary = Schemas["ScorecardVersionSummary"];
export type VersionState = VersionSummary["state"];
export type Monitoring = Schemas["ScorecardMonitoring"];
export type VersionComparison = Schemas["ScorecardComparison"];
export type ExportFormat = Schemas["ScorecardExportFormat"];
export type LifeStep = "validate" | "approve" | "shadow" | "champion" | "retire";

const key = ["scorecards"] as const;

export const versionsQuery = queryOptions({
  queryKey: [...key, "list"],
  queryFn: () => answerOf(api.GET("/v1/scorecards")),
});

export function versionQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id],
    queryFn: () => answerOf(api.GET("/v1/scorecards/{id}", { params: { path: { id } } })),
  });
}

export function monitoringQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id, "monitoring"],
    queryFn: () => answerOf(api.GET("/v1/scorecards/{id}/monitoring", { params: { path: { id } } })),
  });
}

export function comparisonQuery(id: string, other: string, acceptedShare: number) {
  return queryOptions({
    queryKey: [...key, id, "compare", other, acceptedShare],
    queryFn: () =>
      answerOf(
        api.GET("/v1/scorecards/{id}/compare/{other}", {
          params: { path: { id, other }, query: { acceptedShare } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export interface SignedStep {
  readonly sha256: string;
  readonly text: string;
}

/** A step of a version's life, signed for what the fingerprint names. */
export function moveVersion(id: string, step: LifeStep, body: SignedStep) {
  const options = {
    params: { path: { id }, header: { "idempotency-key": newIdempotencyKey() } },
    body,
  };
  switch (step) {
    case "validate":
      return answerOf(api.POST("/v1/scorecards/{id}/validate", options));
    case "approve":
      return answerOf(api.POST("/v1/scorecards/{id}/approve", options));
    case "shadow":
      return answerOf(api.POST("/v1/scorecards/{id}/shadow", options));
    case "champion":
      return answerOf(api.POST("/v1/scorecards/{id}/champion", options));
    case "retire":
      return answerOf(api.POST("/v1/scorecards/{id}/retire", options));
  }
}

type RecordToScore = paths["/v1/scorecards/{id}/score"]["post"]["requestBody"]["content"]["application/json"];
export type ScoredRecord =
  paths["/v1/scorecards/{id}/score"]["post"]["responses"][200]["content"]["application/json"];

export function scoreRecord(id: string, body: RecordToScore) {
  return answerOf(api.POST("/v1/scorecards/{id}/score", { params: { path: { id } }, body }));
}

/** The card in one of its forms, as it was sealed with the version. */
export function fetchExport(id: string, format: ExportFormat): Promise<Blob> {
  return fetchFile(`/v1/scorecards/${id}/exports/${format}`);
}

export function fetchModelCardPdf(id: string): Promise<Blob> {
  return fetchFile(`/v1/scorecards/${id}/model-card.pdf`);
}

async function fetchFile(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  return await response.blob();
}

/** Something done to a version, after which versions are read anew. */
export function useVersionAct<Input, Output>(act: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => await client.invalidateQueries({ queryKey: key }),
  });
}
