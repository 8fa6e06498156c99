import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

export type IndustryTemplate = components["schemas"]["IndustryTemplate"];

export const industriesQuery = queryOptions({
  queryKey: ["industries"],
  queryFn: () => answerOf(api.GET("/v1/industries")),
  staleTime: Number.POSITIVE_INFINITY,
});
