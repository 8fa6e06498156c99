import type { Asker } from "#access";
import type { Clock, IdSource } from "#kernel";
import type { DevelopmentPlan, DevelopmentStep } from "#scorecard";
import { modelsFaults } from "./errors.ts";
import type { ProjectStore } from "./project-store.ts";
import { countedArtefact, type ProjectComment, type ScorecardProject } from "./scorecard-project.ts";

/** Everything that working on projects needs, passed in. */
export interface ProjectParts {
  readonly projects: ProjectStore;
  readonly clock: Clock;
  readonly nextId: IdSource;
}

/**
 * Makes the next revision of the plan and works on it.
 * @throws MODELS_PROJECT_NOT_FOUND, MODELS_PLAN_CHANGED when another revision is worked on by now
 */
export async function changePlan(
  { projects, clock }: ProjectParts,
  by: Asker,
  wanted: { readonly id: string; readonly baseRevision: number; readonly plan: DevelopmentPlan },
): Promise<ScorecardProject> {
  const { id, baseRevision, plan } = wanted;
  const change = { baseRevision, plan, by: personOf(by), atMs: clock() };
  const revision = await projects.changePlan(by.party.id, id, change);
  const project = await requireProject(projects, by, id);
  if (revision === null) {
    throw modelsFaults.fault("MODELS_PLAN_CHANGED", { expected: baseRevision, found: project.revision });
  }
  return project;
}

/**
 * Works on another revision: undo and redo.
 * @throws MODELS_PROJECT_NOT_FOUND, MODELS_REVISION_NOT_FOUND
 */
export async function restoreRevision(
  { projects }: ProjectParts,
  by: Asker,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<ScorecardProject> {
  await requireProject(projects, by, id);
  if (!(await projects.restore(by.party.id, id, revision))) {
    throw modelsFaults.fault("MODELS_REVISION_NOT_FOUND", { revision });
  }
  return await requireProject(projects, by, id);
}

/**
 * Signs the artefact of a step that counts under the plan as it stands.
 * @param wanted  with the fingerprint of what the person looked at
 * @throws MODELS_PROJECT_NOT_FOUND, MODELS_STEP_NOT_RUN, MODELS_STEP_CHANGED, MODELS_STEP_SIGNED
 */
export async function signStep(
  { projects, clock }: ProjectParts,
  by: Asker,
  wanted: {
    readonly id: string;
    readonly step: DevelopmentStep;
    readonly sha256: string;
    readonly comment: string;
  },
): Promise<ScorecardProject> {
  const { id, step, sha256, comment } = wanted;
  const artefact = countedArtefact(await requireProject(projects, by, id), step);
  if (artefact === null) throw modelsFaults.fault("MODELS_STEP_NOT_RUN", { step });
  if (artefact.sha256 !== sha256) {
    throw modelsFaults.fault("MODELS_STEP_CHANGED", { step, expected: sha256, found: artefact.sha256 });
  }
  const signOff = { by: personOf(by), atMs: clock(), comment };
  if (!(await projects.sign(by.party.id, artefact.id, signOff))) {
    throw modelsFaults.fault("MODELS_STEP_SIGNED", { step });
  }
  return await requireProject(projects, by, id);
}

/** @throws MODELS_PROJECT_NOT_FOUND */
export async function addProjectComment(
  { projects, clock, nextId }: ProjectParts,
  by: Asker,
  wanted: { readonly id: string; readonly step: DevelopmentStep | null; readonly text: string },
): Promise<ProjectComment> {
  const { step, text } = wanted;
  const project = await requireProject(projects, by, wanted.id);
  const comment = { id: nextId(), step, text, by: personOf(by), atMs: clock() };
  await projects.addComment(by.party.id, project.id, comment);
  return comment;
}

/** @throws MODELS_PROJECT_NOT_FOUND */
export async function requireProject(
  projects: ProjectStore,
  by: Asker,
  id: string,
): Promise<ScorecardProject> {
  const project = await projects.find(by.party.id, id);
  if (project === null) throw modelsFaults.fault("MODELS_PROJECT_NOT_FOUND", { id });
  return project;
}

/** Whoever does it, by name. */
export function personOf({ account }: Asker): { readonly id: string; readonly name: string } {
  return { id: account.id, name: account.name };
}
