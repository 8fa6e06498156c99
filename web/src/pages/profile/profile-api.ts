import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type EnterpriseProfile = Schemas["EnterpriseProfile"];
export type ProfileItem = Schemas["ProfileItem"];
export type ProxyEstimate = Schemas["ProxyEstimate"];
export type Contradiction = Schemas["Contradiction"];
export type Streams = Schemas["EnterpriseStreams"];
export type Flows = Schemas["FiveFlows"];
export type ReconciledOrder = Schemas["ReconciledOrder"];
export type Chain = Schemas["SupplyChain"];
export type Twin = Schemas["EnterpriseTwin"];
export type PeerFigure = Schemas["PeerFigure"];

/** Whose data, as of which day; today where none is named. */
export interface ProfileOf {
  readonly enterpriseId: string;
  readonly asOf: string | undefined;
}

function dayOf(asOf: string | undefined): { asOf?: string } {
  return asOf === undefined ? {} : { asOf };
}

export function profileQuery({ enterpriseId, asOf }: ProfileOf) {
  return queryOptions({
    queryKey: ["profile", enterpriseId, asOf],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/profile", {
          params: { path: { enterpriseId }, query: dayOf(asOf) },
        }),
      ),
  });
}

export function streamsQuery({ enterpriseId, asOf }: ProfileOf, days: number) {
  return queryOptions({
    queryKey: ["profile-streams", enterpriseId, asOf, days],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/streams", {
          params: { path: { enterpriseId }, query: { ...dayOf(asOf), days } },
        }),
      ),
  });
}

export interface OrderChoice {
  readonly verdict: ReconciledOrder["verdict"] | undefined;
  readonly offset: number;
  readonly limit: number;
}

export function flowsQuery({ enterpriseId, asOf }: ProfileOf, { verdict, offset, limit }: OrderChoice) {
  return queryOptions({
    queryKey: ["profile-flows", enterpriseId, asOf, verdict, offset, limit],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/flows", {
          params: {
            path: { enterpriseId },
            query: { ...dayOf(asOf), offset, limit, ...(verdict === undefined ? {} : { verdict }) },
          },
        }),
      ),
  });
}

export function chainQuery({ enterpriseId, asOf }: ProfileOf, knockOut: string | undefined) {
  return queryOptions({
    queryKey: ["profile-chain", enterpriseId, asOf, knockOut],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/chain", {
          params: {
            path: { enterpriseId },
            query: { ...dayOf(asOf), ...(knockOut === undefined ? {} : { knockOut }) },
          },
        }),
      ),
  });
}

export function twinQuery(enterpriseId: string, day: string | undefined) {
  return queryOptions({
    queryKey: ["profile-twin", enterpriseId, day],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/twin", {
          params: { path: { enterpriseId }, query: day === undefined ? {} : { day } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export function peersQuery({ enterpriseId, asOf }: ProfileOf) {
  return queryOptions({
    queryKey: ["profile-peers", enterpriseId, asOf],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/peers", {
          params: { path: { enterpriseId }, query: dayOf(asOf) },
        }),
      ),
  });
}
