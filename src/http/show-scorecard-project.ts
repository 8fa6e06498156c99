import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import type { Job } from "#jobs";
import {
  type ArtefactRecord,
  commandOfProject,
  commandOfStep,
  type PlanRevision,
  type ProjectComment,
  type ScorecardProject,
  sha256OfPlan,
  standingOf,
  type StepStanding,
  type VersionSummary,
} from "#models";
import { showJob } from "./job.routes.ts";
import type { projectSchema, projectSummarySchema } from "./scorecard-project.schema.ts";

type ShownProject = z.input<typeof projectSchema>;

/** A project in a list. */
export function summarizeProject(project: ScorecardProject): z.input<typeof projectSummarySchema> {
  const { id, name, source, isSimulated, createdBy, createdAtMs, revision } = project;
  return {
    id,
    name,
    source: { ...source },
    isSimulated,
    createdBy: { ...createdBy },
    createdAtMs,
    revision,
    steps: standingOf(project).map(({ step, state }) => ({ step, state })),
  };
}

/** A project in full, with what the visitor may do. */
export function showProject(
  project: ScorecardProject,
  beside: {
    readonly revisions: readonly PlanRevision[];
    readonly comments: readonly ProjectComment[];
    readonly versions: readonly VersionSummary[];
    readonly job: Job | null;
  },
  visitor: Visitor,
): ShownProject {
  const mayDevelop = isAllowed(visitor, "scorecard.develop");
  const steps = standingOf(project);
  return {
    ...summarizeProject(project),
    plan: structuredClone(project.plan) as ShownProject["plan"],
    planSha256: sha256OfPlan(project.plan),
    revisions: beside.revisions.map(({ revision, madeBy, madeAtMs }) => ({
      revision,
      madeBy: { ...madeBy },
      madeAtMs,
    })),
    steps: steps.map((one) => showStanding(project, one)),
    comments: beside.comments.map(showComment),
    job: beside.job === null ? null : showJob(beside.job),
    versions: beside.versions
      .filter(({ projectId }) => projectId === project.id)
      .map(({ id, version, state }) => ({ id, version, state })),
    command: commandOfProject(project),
    mine: {
      mayDevelop,
      mayComment: isAllowed(visitor, "scorecard.comment"),
      mayPublish: mayDevelop && beside.job === null && steps.every(({ state }) => state === "signed"),
    },
  };
}

/** Where one step stands. */
export function showStanding(
  project: ScorecardProject,
  { step, state, artefact }: StepStanding,
): ShownProject["steps"][number] {
  return {
    step,
    state,
    artefact: artefact === null ? null : showArtefact(artefact),
    command: commandOfStep(project, step),
  };
}

export function showComment(comment: ProjectComment): ShownProject["comments"][number] {
  return { ...comment, by: { ...comment.by } };
}

function showArtefact(artefact: ArtefactRecord): NonNullable<ShownProject["steps"][number]["artefact"]> {
  const { id, sha256, dataSha256, revision, ranBy, ranAtMs, durationMs, signOff } = artefact;
  return {
    id,
    sha256,
    dataSha256,
    revision,
    ranBy: { ...ranBy },
    ranAtMs,
    durationMs,
    signOff: signOff === null ? null : { ...signOff, by: { ...signOff.by } },
  };
}
