import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

export type WitnessingAnswer = components["schemas"]["WitnessingState"];
export type LogHealth = components["schemas"]["LogHealth"];
export type WitnessAnswer = NonNullable<WitnessingAnswer["witnessing"]>["witnesses"][number];

/** How the witnesses stand; it follows while the page is open. */
export const witnessingQuery = queryOptions({
  queryKey: ["log", "witnesses"],
  queryFn: () => answerOf(api.GET("/v1/log/witnesses")),
  refetchInterval: 3_000,
});

/** The log's size, followed while the page is open. */
export const logStatusQuery = queryOptions({
  queryKey: ["log", "status"],
  queryFn: () => answerOf(api.GET("/v1/log")),
  refetchInterval: 3_000,
});
