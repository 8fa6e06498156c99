import type { Asker } from "#access";
import type { Job } from "#jobs";
import {
  fingerprintsOfPlan,
  modelsFaults,
  personOf,
  requireProject,
  type ScorecardProject,
  sha256OfText,
  standingOf,
} from "#models";
import { type DevelopmentStep, developmentSteps } from "#scorecard";
import { readSource } from "./read-source.ts";
import { shareTable } from "./share-table.ts";
import type { StudioParts } from "./studio-parts.ts";
import { computeInThread } from "./studio-thread.ts";

const ended: readonly Job["state"][] = ["succeeded", "failed", "cancelled", "interrupted"];

/** The run of a project that is under way. */
export async function jobOfProject(
  { jobs }: Pick<StudioParts, "jobs">,
  partyId: string,
  projectId: string,
): Promise<Job | null> {
  const found = await jobs.runner.list(partyId);
  return (
    found.find(
      ({ kind, key, state }) => kind === "modelling" && key === projectId && !ended.includes(state),
    ) ?? null
  );
}

type StartStep = (
  by: Asker,
  wanted: { readonly projectId: string; readonly step: DevelopmentStep },
) => Promise<Job>;

/** Starts runs of projects, one of a project at a time, of whoever start at once. */
export function createStepStarter(parts: StudioParts): StartStep {
  const starting = new Set<string>();
  return async (by, wanted) => {
    const { projectId } = wanted;
    if (starting.has(projectId)) throw modelsFaults.fault("MODELS_STEP_RUNNING", { job: "" });
    starting.add(projectId);
    try {
      return await startStep(parts, by, wanted);
    } finally {
      starting.delete(projectId);
    }
  };
}

/**
 * Starts, as a job, the step and whatever before it is not up to date. The plan is that of the revision at the start: what
 * is changed meanwhile does not reach the run, and its artefacts count only if the plan still says so.
 * @throws MODELS_PROJECT_NOT_FOUND, MODELS_STEP_RUNNING
 */
async function startStep(parts: StudioParts, ...[by, wanted]: Parameters<StartStep>): Promise<Job> {
  const { jobs, projects } = parts;
  const { projectId, step } = wanted;
  const partyId = by.party.id;
  const project = await requireProject(projects, by, projectId);
  const running = await jobOfProject(parts, partyId, projectId);
  if (running !== null) throw modelsFaults.fault("MODELS_STEP_RUNNING", { job: running.id });
  const id = jobs.nextId();
  return await jobs.runner.start({ partyId, kind: "modelling", key: projectId, id }, async (context) => {
    await runWanted(parts, by, { project, step, ...context });
  });
}

async function runWanted(
  parts: StudioParts,
  by: Asker,
  run: {
    readonly project: ScorecardProject;
    readonly step: DevelopmentStep;
    readonly signal: AbortSignal;
    readonly onProgress: Parameters<Parameters<StudioParts["jobs"]["runner"]["start"]>[1]>[0]["onProgress"];
  },
): Promise<void> {
  const { projects, jobs } = parts;
  const { project, step, signal, onProgress } = run;
  onProgress({ step: "readTable", done: 0, unit: "rows" });
  const { table, sha256: dataSha256 } = await readSource(parts, by, project.source, signal);
  signal.throwIfAborted();
  const { plan, revision } = project;
  const steps = stepsToRun(project, step, dataSha256);
  const incumbent = (await parts.versions.champion(by.party.id))?.card ?? null;
  const left = await computeInThread(
    { kind: "steps", table: shareTable(table), plan, steps, incumbent, hasChallenger: true },
    { signal, onProgress, train: parts.train },
  );
  const fingerprints = fingerprintsOfPlan(plan);
  for (const artefact of left) {
    await projects.addArtefact(by.party.id, project.id, {
      id: jobs.nextId(),
      step: artefact.step,
      text: artefact.text,
      sha256: sha256OfText(artefact.text),
      planSha256: fingerprints[artefact.step],
      dataSha256,
      revision,
      ranBy: personOf(by),
      ranAtMs: jobs.clock(),
      durationMs: artefact.durationMs,
    });
  }
}

/** The step itself, and each before it that does not count; all of them when the rows are not those of before. */
function stepsToRun(
  project: ScorecardProject,
  step: DevelopmentStep,
  dataSha256: string,
): readonly DevelopmentStep[] {
  const upTo = developmentSteps.slice(0, developmentSteps.indexOf(step) + 1);
  const standings = new Map(standingOf(project).map((one) => [one.step, one]));
  return upTo.filter((one) => {
    const standing = standings.get(one);
    const counts =
      (standing?.state === "done" || standing?.state === "signed") &&
      standing.artefact?.dataSha256 === dataSha256;
    return one === step || !counts;
  });
}
