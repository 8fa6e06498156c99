import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "./client.ts";
import type { paths } from "./schema.d.ts";
import type { Job } from "./types.ts";

export type EnterpriseQuery = NonNullable<
  paths["/v1/evaluations/{id}/enterprises"]["get"]["parameters"]["query"]
>;

/** Whether a job still changes. */
export function isActive(job: Pick<Job, "state">): boolean {
  return job.state === "queued" || job.state === "running";
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => answerOf(api.GET("/v1/session")),
  staleTime: 60_000,
});

/** The simulated pilot; it refreshes until it is ready. */
export const sampleQuery = queryOptions({
  queryKey: ["sample"],
  queryFn: () => answerOf(api.GET("/v1/sample")),
  refetchInterval: (query) => (query.state.data?.isReady === false ? 5_000 : false),
  staleTime: 60_000,
});

/** What waits for the reader. */
export const tasksQuery = queryOptions({
  queryKey: ["tasks"],
  queryFn: () => answerOf(api.GET("/v1/tasks")),
  refetchInterval: 60_000,
});

export const evaluationsQuery = queryOptions({
  queryKey: ["evaluations"],
  queryFn: () => answerOf(api.GET("/v1/evaluations")),
  refetchInterval: (query) => (query.state.data?.items.some(isActive) === true ? 2_000 : 30_000),
});

/** Every job of the server, newest first. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: () => answerOf(api.GET("/v1/jobs")),
  refetchInterval: (query) => (query.state.data?.items.some(isActive) === true ? 2_000 : 30_000),
});

/** One evaluation without its enterprises; `latest` is the newest that succeeded. */
export function evaluationQuery(id: string) {
  return queryOptions({
    queryKey: ["evaluation", id],
    queryFn: () => answerOf(api.GET("/v1/evaluations/{id}", { params: { path: { id } } })),
    staleTime: 15_000,
  });
}

export function enterprisesQuery(id: string, query: EnterpriseQuery) {
  return queryOptions({
    queryKey: ["enterprises", id, query],
    queryFn: () => answerOf(api.GET("/v1/evaluations/{id}/enterprises", { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });
}

export function enterpriseQuery(id: string, enterpriseId: string) {
  return queryOptions({
    queryKey: ["enterprise", id, enterpriseId],
    queryFn: () =>
      answerOf(
        api.GET("/v1/evaluations/{id}/enterprises/{enterpriseId}", {
          params: { path: { id, enterpriseId } },
        }),
      ),
  });
}

export function quarantineQuery(id: string, query: { offset: number; limit: number }) {
  return queryOptions({
    queryKey: ["quarantine", id, query],
    queryFn: () => answerOf(api.GET("/v1/evaluations/{id}/quarantine", { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id],
    queryFn: () => answerOf(api.GET("/v1/jobs/{id}", { params: { path: { id } } })),
    refetchInterval: (query) =>
      query.state.data !== undefined && isActive(query.state.data) ? 3_000 : false,
  });
}

export const indicatorsQuery = queryOptions({
  queryKey: ["indicators"],
  queryFn: () => answerOf(api.GET("/v1/indicators")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const logQuery = queryOptions({
  queryKey: ["log"],
  queryFn: () => answerOf(api.GET("/v1/log")),
});
