import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { indexListSchema, indexQuerySchema } from "./indices.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

/** k-anonymous indices of industries and regions, the same for all parties. */
export function indicesRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { indices } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/indices",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "listIndices",
        tags: ["reference"],
        querystring: indexQuerySchema,
        response: { 200: indexListSchema, ...problemResponses },
      },
      handler: async ({ query }) => {
        const { asOf, knownAt, k, enterprises, published, suppressed } = await indices.readIndices();
        const isWanted = (key: "index" | "division" | "region", value: string): boolean =>
          query[key] === undefined || query[key] === value;
        return {
          asOf,
          knownAt,
          k,
          enterprises: enterprises - (enterprises % 5),
          items: published.filter(
            ({ index, division, region }) =>
              isWanted("index", index) && isWanted("division", division) && isWanted("region", region),
          ),
          withheld: suppressed.filter(({ index }) => isWanted("index", index)),
        };
      },
    });
  };
}
