import type { Asker } from "#access";
import {
  type CertifiedBounds,
  makeModelCard,
  modelsFaults,
  type NamedPerson,
  personOf,
  type PlanRevision,
  requireIntactArtefact,
  requireProject,
  requireVersion,
  type ScorecardProject,
  type ScorecardVersion,
  sealPending,
  sha256OfModelCard,
  sha256OfPlan,
  standingOf,
  type StepStanding,
  type StoredExport,
} from "#models";
import type { DevelopmentStep, Scorecard } from "#scorecard";
import { certificatesIn } from "./certificates-in.ts";
import { evaluationIn } from "./evaluation-in.ts";
import { exportFiles } from "./export-files.ts";
import type { DeploymentArtefact } from "./run-steps.ts";
import type { StudioParts } from "./studio-parts.ts";

/**
 * Makes a version of a project whose eight steps are signed: the card as it is in the signed artefact, its files, and the
 * model card over all of it, sealed.
 * @throws MODELS_PROJECT_NOT_FOUND, MODELS_STEP_NOT_SIGNED
 */
export async function publishVersion(
  parts: StudioParts,
  by: Asker,
  wanted: { readonly projectId: string; readonly name: string },
): Promise<ScorecardVersion> {
  const { versions, projects, jobs } = parts;
  const partyId = by.party.id;
  const project = await requireProject(projects, by, wanted.projectId);
  const steps = signedSteps(project);
  const read = async (step: DevelopmentStep): Promise<string> =>
    await readSignedArtefact(projects, partyId, steps, step);
  const evaluationText = await read("evaluate");
  const evaluation = evaluationIn(evaluationText);
  const card = JSON.parse(await read("card")) as Scorecard;
  const certificates: ReadonlyMap<string, CertifiedBounds> = certificatesIn(await read("preprocess"));
  const files = await exportFiles(card);
  requireSignedFiles(files, JSON.parse(await read("deploy")) as DeploymentArtefact);
  const version = await versions.nextVersion(partyId);
  const planSha256 = sha256OfPlan(project.plan);
  const developers = developersOf(await projects.listRevisions(partyId, project.id), steps, by);
  const content = makeModelCard({
    project,
    developers,
    planSha256,
    steps,
    name: wanted.name,
    scorecardVersion: version,
    card,
    evaluation,
    certificates,
    files,
  });
  const sha256 = sha256OfModelCard(content);
  const id = jobs.nextId();
  const { auc, low, high, ks } = evaluation.headline;
  await versions.add(
    partyId,
    {
      id,
      version,
      name: wanted.name,
      projectId: project.id,
      revision: project.revision,
      isSimulated: project.isSimulated,
      plan: project.plan,
      card,
      content,
      sha256,
      developers,
      transitions: [
        { state: "developed", by: personOf(by), atMs: jobs.clock(), text: "", sha256, sealed: null },
      ],
      evaluationText,
      auc: { value: auc, low, high },
      ks,
    },
    files,
  );
  await sealPending(parts, partyId, id);
  return await requireVersion(versions, by, id);
}

/** Everybody who made a revision of the plan, ran or signed a step that counts, and who makes the version; once each. */
function developersOf(
  revisions: readonly PlanRevision[],
  steps: readonly StepStanding[],
  by: Asker,
): readonly NamedPerson[] {
  const hands = steps.flatMap(({ artefact }) =>
    artefact === null ? [] : [artefact.ranBy, ...(artefact.signOff === null ? [] : [artefact.signOff.by])],
  );
  const everybody = [...revisions.map(({ madeBy }) => madeBy), ...hands, personOf(by)];
  return [...new Map(everybody.map((person) => [person.id, person])).values()];
}

function signedSteps(project: ScorecardProject): readonly StepStanding[] {
  const steps = standingOf(project);
  const unsigned = steps.find(({ state }) => state !== "signed");
  if (unsigned !== undefined) throw modelsFaults.fault("MODELS_STEP_NOT_SIGNED", { step: unsigned.step });
  return steps;
}

/** The files are made anew: they must be those that were signed, whatever happened to the program meanwhile. */
function requireSignedFiles(files: readonly StoredExport[], { exports }: DeploymentArtefact): void {
  for (const { format, sha256: expected } of exports) {
    const found = files.find((file) => file.format === format)?.sha256 ?? "";
    if (found !== expected) {
      throw modelsFaults.fault("MODELS_STEP_CHANGED", { step: "deploy", expected, found });
    }
  }
}

async function readSignedArtefact(
  projects: StudioParts["projects"],
  partyId: string,
  steps: readonly StepStanding[],
  step: DevelopmentStep,
): Promise<string> {
  const artefact = steps.find((one) => one.step === step)?.artefact ?? null;
  if (artefact === null) throw modelsFaults.fault("MODELS_STEP_NOT_SIGNED", { step });
  return requireIntactArtefact(artefact, await projects.readArtefact(partyId, artefact.id));
}
