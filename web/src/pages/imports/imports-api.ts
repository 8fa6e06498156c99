import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import { isActive } from "../../api/queries.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type InspectedFile = Schemas["InspectedFile"];
export type ImportResult = Schemas["Import"];
export type ImportedFile = NonNullable<ImportResult["files"]>[number];
export type DatasetDetail = Schemas["Dataset"];
export type QuarantinedRow = Schemas["QuarantineList"]["items"][number];
export type RowPlace = QuarantinedRow["place"];
export type MappingJson = Schemas["ColumnMapping"];
export type Complaint = Pick<QuarantinedRow, "field" | "code" | "zh" | "en">;

const key = () => ({ "idempotency-key": newIdempotencyKey() });

export function inspectionQuery(uploadId: string, dataset: string) {
  return queryOptions({
    queryKey: ["inspection", uploadId, dataset],
    queryFn: () =>
      answerOf(
        api.GET("/v1/uploads/{id}/inspection", {
          params: { path: { id: uploadId }, query: dataset === "" ? {} : { dataset } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: () => answerOf(api.GET("/v1/imports")),
  refetchInterval: (query) => (query.state.data?.items.some(isActive) === true ? 2_000 : false),
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["import", id],
    queryFn: () => answerOf(api.GET("/v1/imports/{id}", { params: { path: { id } } })),
    refetchInterval: (query) =>
      query.state.data !== undefined && isActive(query.state.data) ? 1_500 : false,
  });
}

export const mappingsQuery = queryOptions({
  queryKey: ["mappings"],
  queryFn: () => answerOf(api.GET("/v1/mappings")),
});

export const datasetsQuery = queryOptions({
  queryKey: ["datasets"],
  queryFn: () => answerOf(api.GET("/v1/datasets")),
});

export function datasetQuery(name: string) {
  return queryOptions({
    queryKey: ["dataset", name],
    queryFn: () => answerOf(api.GET("/v1/datasets/{name}", { params: { path: { name } } })),
  });
}

export interface QuarantineSearch {
  readonly file?: string | undefined;
  readonly code?: string | undefined;
  readonly page?: number | undefined;
}

export const quarantinePageSize = 50;

export function quarantineQuery(name: string, { file, code, page }: QuarantineSearch) {
  const query = {
    offset: ((page ?? 1) - 1) * quarantinePageSize,
    limit: quarantinePageSize,
    ...(file === undefined ? {} : { file }),
    ...(code === undefined ? {} : { code }),
  };
  return queryOptions({
    queryKey: ["dataset-quarantine", name, query],
    queryFn: () => answerOf(api.GET("/v1/datasets/{name}/quarantine", { params: { path: { name }, query } })),
    placeholderData: keepPreviousData,
  });
}

export function rowQuery(place: RowPlace) {
  return queryOptions({
    queryKey: ["quarantined-row", place],
    queryFn: () => answerOf(api.GET("/v1/quarantine/row", { params: { query: place } })),
  });
}

export function previewFile(uploadId: string, body: { name: string; mapping: MappingJson }) {
  return answerOf(api.POST("/v1/uploads/{id}/previews", { params: { path: { id: uploadId } }, body }));
}

export function startImport(body: Schemas["StartImport"]) {
  return answerOf(api.POST("/v1/imports", { params: { header: key() }, body }));
}

export function remapFile(body: Schemas["RemapFile"]) {
  return answerOf(api.POST("/v1/imports/remaps", { params: { header: key() }, body }));
}

export function saveMapping(mapping: MappingJson) {
  return answerOf(api.POST("/v1/mappings", { params: { header: key() }, body: { mapping } }));
}

export function checkRow(body: Schemas["CheckRow"]) {
  return answerOf(api.POST("/v1/quarantine/checks", { body }));
}

export function correctRows(rows: Schemas["CorrectRows"]["rows"]) {
  return answerOf(api.POST("/v1/quarantine/corrections", { params: { header: key() }, body: { rows } }));
}
