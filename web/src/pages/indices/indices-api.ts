import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

export type IndexList = components["schemas"]["IndexList"];
export type IndexFigure = IndexList["items"][number];
export type IndexName = IndexFigure["index"];

/** The day's edition; the same for everybody, so it is read as a whole and chosen from here. */
export const indicesQuery = queryOptions({
  queryKey: ["indices"],
  queryFn: () => answerOf(api.GET("/v1/indices", { params: { query: {} } })),
});
