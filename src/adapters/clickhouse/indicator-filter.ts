import type { FactsQuery } from "#indicators";
import type { QueryParameters } from "./connection.ts";
import type { Observations } from "./observations.ts";

/** What the indicator queries need of the store: reading only. */
export type FactsReader = Pick<Observations, "query">;

/** The part of WHERE that all indicator queries share: what was known at N, and of which enterprises. */
export const knownFilter = "platform_index < {knownAt:UInt64}";

/** The filter of the enterprises asked for; an empty text when all are. */
export function enterpriseFilter(query: FactsQuery): string {
  return query.enterpriseIds === undefined ? "" : " AND enterprise_id IN {enterpriseIds:Array(String)}";
}

/** Values of the parameters that the shared filters name. */
export function filterParameters(query: FactsQuery): QueryParameters {
  return {
    knownAt: query.knownAt,
    ...(query.enterpriseIds === undefined ? {} : { enterpriseIds: query.enterpriseIds }),
  };
}
