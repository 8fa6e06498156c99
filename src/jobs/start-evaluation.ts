import { rm } from "node:fs/promises";
import { type Reader, simulatedAttestation } from "#consent";
import type { Clock, Fen, IdSource, ReportProgress } from "#kernel";
import type { Evaluation } from "#report";
import { jobsFaults } from "./errors.ts";
import type { EvaluationStore } from "./evaluation-store.ts";
import type { JobRunner } from "./job-runner.ts";
import type { JobKind } from "./job-store.ts";
import type { UploadStore } from "./upload-store.ts";

/**
 * The evaluation itself, passed in: imports the files of a folder, seals, scores and decides. It rejects soon after
 * the signal and does its heavy work off the main thread.
 */
export type RunEvaluation = (input: {
  readonly directory: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly budgetFen?: Fen;
  readonly evaluationId: string;
  /** On whose behalf the data is read. */
  readonly reader: Reader;
  /** By what right the reader holds the files; null when nothing was declared. */
  readonly attestation: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}) => Promise<Evaluation>;

/** Everything that starting an evaluation needs, passed in. */
export interface EvaluationServices {
  readonly runner: JobRunner;
  readonly evaluations: EvaluationStore;
  readonly uploads: UploadStore;
  readonly run: RunEvaluation;
  /** The folder of an upload's files. */
  readonly uploadFolderOf: (uploadId: string) => string;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

export interface StartedEvaluation {
  readonly evaluationId: string;
  readonly jobId: string;
}

/**
 * Starts the evaluation of an upload as a job. The uploaded files are removed when the job has ended, because what
 * was received lies sealed and encrypted in the log.
 * @throws JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_EMPTY, JOBS_UPLOAD_USED, JOBS_DATASET_SIMULATED
 */
export async function startUploadEvaluation(
  services: EvaluationServices,
  wanted: { reader: Reader; uploadId: string; dataset: string; attestation: string | null; budgetFen?: Fen },
): Promise<StartedEvaluation> {
  const { uploadId, reader, attestation } = wanted;
  const partyId = reader.party.id;
  const upload = await services.uploads.find(partyId, uploadId);
  if (upload === null) throw jobsFaults.fault("JOBS_UPLOAD_NOT_FOUND", { id: uploadId });
  if (upload.files.length === 0) throw jobsFaults.fault("JOBS_UPLOAD_EMPTY", { id: uploadId });
  // Enterprises of one data set are one set: invented ones must never stand among real ones.
  if (await services.evaluations.isSimulatedDataset(partyId, wanted.dataset)) {
    throw jobsFaults.fault("JOBS_DATASET_SIMULATED", { dataset: wanted.dataset });
  }
  const evaluationId = services.nextId();
  if (!(await services.uploads.use(partyId, uploadId, evaluationId))) {
    throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: uploadId, evaluation: upload.usedBy ?? "" });
  }
  const directory = services.uploadFolderOf(uploadId);
  return await startJob(services, {
    kind: "evaluation",
    reader,
    attestation,
    evaluationId,
    dataset: wanted.dataset,
    simulated: false,
    prepare: async () => directory,
    clean: async () => await rm(directory, { recursive: true, force: true }),
    ...(wanted.budgetFen === undefined ? {} : { budgetFen: wanted.budgetFen }),
  });
}

/**
 * Starts the evaluation of a simulated sample, labelled as such everywhere.
 * @param prepare  makes the sample and gives its folder
 */
export async function startSampleEvaluation(
  services: EvaluationServices,
  wanted: {
    party: Reader["party"];
    dataset: string;
    prepare: (onProgress: ReportProgress) => Promise<string>;
    budgetFen?: Fen;
  },
): Promise<StartedEvaluation> {
  return await startJob(services, {
    kind: "sample",
    reader: { party: wanted.party, account: null },
    attestation: simulatedAttestation,
    evaluationId: services.nextId(),
    dataset: wanted.dataset,
    simulated: true,
    prepare: wanted.prepare,
    clean: async () => {},
    ...(wanted.budgetFen === undefined ? {} : { budgetFen: wanted.budgetFen }),
  });
}

async function startJob(
  services: EvaluationServices,
  wanted: {
    kind: JobKind;
    reader: Reader;
    attestation: string | null;
    evaluationId: string;
    dataset: string;
    simulated: boolean;
    budgetFen?: Fen;
    prepare: (onProgress: ReportProgress) => Promise<string>;
    clean: () => Promise<void>;
  },
): Promise<StartedEvaluation> {
  const { reader, attestation, evaluationId, dataset, simulated } = wanted;
  const partyId = reader.party.id;
  const jobId = services.nextId();
  const createdAtMs = services.clock();
  await services.evaluations.add({
    id: evaluationId,
    partyId,
    jobId,
    dataset,
    simulated,
    createdAtMs,
    attestation,
    startedBy: reader.account?.id ?? null,
  });
  await services.runner.start(
    { partyId, kind: wanted.kind, key: evaluationId, id: jobId },
    async ({ signal, onProgress }) => {
      try {
        const directory = await wanted.prepare(onProgress);
        signal.throwIfAborted();
        const { budgetFen } = wanted;
        const read = { evaluationId, reader, attestation };
        const input = { directory, dataset, simulated, signal, onProgress, ...read };
        const result = await services.run(budgetFen === undefined ? input : { ...input, budgetFen });
        await services.evaluations.saveResult(partyId, evaluationId, result);
      } finally {
        await wanted.clean();
      }
    },
  );
  return { evaluationId, jobId };
}
