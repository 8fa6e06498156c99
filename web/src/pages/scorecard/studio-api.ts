import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { DevelopmentPlan, DevelopmentStep } from "#scorecard";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components, paths } from "../../api/schema.d.ts";

type Schemas = components["schemas"];

export type Project = Schemas["ScorecardProject"];
export type ProjectSummary = Schemas["ScorecardProjectSummary"];
export type StepStanding = Project["steps"][number];
export type IndicatorCounts = Schemas["IndicatorCounts"];
export type SourceColumn =
  paths["/v1/scorecard-projects/{id}/columns"]["get"]["responses"][200]["content"]["application/json"]["items"][number];
type NewProject = paths["/v1/scorecard-projects"]["post"]["requestBody"]["content"]["application/json"];

const key = ["scorecardProjects"] as const;
const header = () => ({ header: { "idempotency-key": newIdempotencyKey() } });
const at = (id: string) => ({ params: { path: { id }, ...header() } });

export const projectsQuery = queryOptions({
  queryKey: [...key, "list"],
  queryFn: () => answerOf(api.GET("/v1/scorecard-projects")),
});

export function projectQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id],
    queryFn: () => answerOf(api.GET("/v1/scorecard-projects/{id}", { params: { path: { id } } })),
  });
}

export function columnsQuery(id: string) {
  return queryOptions({
    queryKey: [...key, id, "columns"],
    queryFn: () => answerOf(api.GET("/v1/scorecard-projects/{id}/columns", { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The step with its artefact; asked anew when another artefact counts. */
export function stepQuery(id: string, { step, artefact }: Pick<StepStanding, "step" | "artefact">) {
  return queryOptions({
    queryKey: [...key, id, "steps", step, artefact?.id ?? null],
    queryFn: () =>
      answerOf(api.GET("/v1/scorecard-projects/{id}/steps/{step}", { params: { path: { id, step } } })),
  });
}

/** Fine counts under the plan's revision: another sample or split gives other counts. */
export function countsQuery(id: string, indicator: string, revision: number) {
  return queryOptions({
    queryKey: [...key, id, "counts", indicator, revision],
    queryFn: () =>
      answerOf(
        api.GET("/v1/scorecard-projects/{id}/indicators/{indicator}/counts", {
          params: { path: { id, indicator } },
        }),
      ),
  });
}

export function createProject(body: NewProject) {
  return answerOf(api.POST("/v1/scorecard-projects", { params: header(), body }));
}

/** @param plan  as `#scorecard` types it, which is what the server reads and writes */
export function changePlan(project: Project, plan: DevelopmentPlan) {
  return answerOf(
    api.PUT("/v1/scorecard-projects/{id}/plan", {
      params: { path: { id: project.id } },
      body: { baseRevision: project.revision, plan: plan as Project["plan"] },
    }),
  );
}

export function restoreRevision(id: string, revision: number) {
  return answerOf(
    api.POST("/v1/scorecard-projects/{id}/revisions/{revision}/restore", {
      params: { path: { id, revision }, ...header() },
    }),
  );
}

export function runStep(id: string, step: DevelopmentStep) {
  return answerOf(
    api.POST("/v1/scorecard-projects/{id}/steps/{step}/run", { params: { path: { id, step }, ...header() } }),
  );
}

interface SignOff {
  readonly step: DevelopmentStep;
  readonly sha256: string;
  readonly comment: string;
}

export function signStep(id: string, { step, ...body }: SignOff) {
  return answerOf(
    api.POST("/v1/scorecard-projects/{id}/steps/{step}/sign-off", {
      params: { path: { id, step }, ...header() },
      body,
    }),
  );
}

export function commentOn(
  id: string,
  body: { readonly step: DevelopmentStep | null; readonly text: string },
) {
  return answerOf(api.POST("/v1/scorecard-projects/{id}/comments", { ...at(id), body }));
}

export function publishVersion(id: string, name: string) {
  return answerOf(api.POST("/v1/scorecard-projects/{id}/versions", { ...at(id), body: { name } }));
}

/** The plan as `#scorecard` types it. */
export function planOf(project: Project): DevelopmentPlan {
  return project.plan as DevelopmentPlan;
}

/** Something done to a project, after which projects are read anew. */
export function useProjectAct<Input, Output>(act: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: async () => await client.invalidateQueries({ queryKey: key }),
  });
}
