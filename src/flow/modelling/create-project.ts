import type { Asker } from "#access";
import { checkUpload, jobsFaults } from "#jobs";
import { modelsFaults, personOf, type ProjectSource, requireProject, type ScorecardProject } from "#models";
import { proposePlan } from "./propose-plan.ts";
import { readSource } from "./read-source.ts";
import type { StudioParts } from "./studio-parts.ts";
import type { WantedProject } from "./studio-services.ts";

/** Endings of the files that can be developed on. */
const readable = /\.(csv|tsv|txt|csv\.gz|tsv\.gz|parquet)$/i;

/**
 * Makes a project with its first plan. The upload belongs to it from then on; its file stays where it is, for every run.
 * @throws MODELS_SOURCE_INPUT, JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_USED, JOBS_EVALUATION_NOT_FOUND,
 *   JOBS_EVALUATION_NOT_READY; the faults of reading tables
 */
export async function createProject(
  parts: StudioParts,
  by: Asker,
  wanted: WantedProject,
): Promise<ScorecardProject> {
  const { projects, jobs } = parts;
  const partyId = by.party.id;
  const id = jobs.nextId();
  const { source, isSimulated } = await findSource(parts, partyId, wanted);
  const plan = wanted.plan ?? proposePlan((await readSource(parts, by, source, neverAborted)).table);
  if (source.kind === "upload" && !(await jobs.uploads.use(partyId, source.uploadId, id))) {
    throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: source.uploadId, evaluation: "" });
  }
  await projects.add(partyId, {
    id,
    name: wanted.name,
    source,
    isSimulated: isSimulated || by.party.isSimulated,
    plan,
    createdBy: personOf(by),
    createdAtMs: jobs.clock(),
  });
  return await requireProject(projects, by, id);
}

const neverAborted = new AbortController().signal;

async function findSource(
  { jobs }: StudioParts,
  partyId: string,
  { source }: WantedProject,
): Promise<{ readonly source: ProjectSource; readonly isSimulated: boolean }> {
  if (source.kind === "evaluation") {
    const { evaluationId } = source;
    const found = await jobs.evaluations.find(partyId, evaluationId);
    if (found === null) throw jobsFaults.fault("JOBS_EVALUATION_NOT_FOUND", { id: evaluationId });
    if (found.document === null) {
      throw jobsFaults.fault("JOBS_EVALUATION_NOT_READY", { id: evaluationId, state: found.state });
    }
    const { dataset, simulated } = found;
    return { source: { kind: "evaluation", evaluationId, dataset }, isSimulated: simulated };
  }
  const upload = await checkUpload(jobs, partyId, source.uploadId);
  const file = upload.files.find(({ name }) => name === source.file);
  if (file === undefined || !readable.test(source.file)) {
    throw modelsFaults.fault("MODELS_SOURCE_INPUT", { problem: source.file });
  }
  const { bytes, sha256 } = file;
  return {
    source: { kind: "upload", uploadId: source.uploadId, file: source.file, bytes, sha256 },
    isSimulated: false,
  };
}
