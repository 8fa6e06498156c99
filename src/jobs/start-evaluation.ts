import { rm } from "node:fs/promises";
import { type Reader, simulatedAttestation } from "#consent";
import type { Clock, Fen, IdSource, ReportProgress } from "#kernel";
import type { Evaluation } from "#report";
import { jobsFaults } from "./errors.ts";
import type { DatasetStore } from "./dataset-store.ts";
import type { EvaluationStore } from "./evaluation-store.ts";
import type { JobRunner } from "./job-runner.ts";
import type { JobKind } from "./job-store.ts";
import type { Upload, UploadStore } from "./upload-store.ts";

/**
 * The evaluation itself, passed in: imports the files of a folder, seals, scores and decides. It rejects soon after
 * the signal and does its heavy work off the main thread.
 */
export type RunEvaluation = (input: {
  /** Null evaluates what was imported into the data set before. */
  readonly directory: string | null;
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
  readonly datasets: DatasetStore;
  /** Enterprises of a data set that the party registered, or that gave it a consent. */
  readonly knownEnterprises: (partyId: string, dataset: string) => Promise<ReadonlySet<string>>;
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
 * Starts an evaluation as a job: of an upload, or of what was imported into the data set before. Uploaded files are
 * removed when the job has ended, because what was received lies sealed and encrypted in the log.
 * @throws JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_EMPTY, JOBS_UPLOAD_USED, JOBS_DATASET_SIMULATED, JOBS_DATASET_OF_OTHERS,
 *   JOBS_DATASET_NOT_IMPORTED
 */
export async function startEvaluation(
  services: EvaluationServices,
  wanted: {
    reader: Reader;
    uploadId: string | null;
    dataset: string;
    attestation: string | null;
    budgetFen?: Fen;
  },
): Promise<StartedEvaluation> {
  const { uploadId, reader, attestation, dataset } = wanted;
  const partyId = reader.party.id;
  const evaluationId = services.nextId();
  const common = { kind: "evaluation", reader, attestation, evaluationId, dataset } as const;
  const budget = wanted.budgetFen === undefined ? {} : { budgetFen: wanted.budgetFen };
  if (uploadId === null) {
    await requireDataset(services, partyId, dataset);
    return await startJob(services, {
      ...common,
      ...budget,
      simulated: await services.datasets.isSimulated(partyId, dataset),
      prepare: async () => null,
      clean: async () => undefined,
    });
  }
  await checkUpload(services, partyId, uploadId);
  // Enterprises of one data set are one set: invented ones must never stand among real ones.
  if (await services.evaluations.isSimulatedDataset(partyId, dataset)) {
    throw jobsFaults.fault("JOBS_DATASET_SIMULATED", { dataset });
  }
  await claimDataset(services, partyId, dataset);
  if (!(await services.uploads.use(partyId, uploadId, evaluationId))) {
    const upload = await services.uploads.find(partyId, uploadId);
    throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: uploadId, evaluation: upload?.usedBy ?? "" });
  }
  const directory = services.uploadFolderOf(uploadId);
  return await startJob(services, {
    ...common,
    ...budget,
    simulated: false,
    prepare: async () => directory,
    clean: async () => await rm(directory, { recursive: true, force: true }),
  });
}

/**
 * An upload of the party with files that nothing was started from: a used one's are removed when its job has ended.
 * @throws JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_EMPTY, JOBS_UPLOAD_USED
 */
export async function checkUpload(
  { uploads }: Pick<EvaluationServices, "uploads">,
  partyId: string,
  uploadId: string,
): Promise<Upload> {
  const upload = await uploads.find(partyId, uploadId);
  if (upload === null) throw jobsFaults.fault("JOBS_UPLOAD_NOT_FOUND", { id: uploadId });
  if (upload.files.length === 0) throw jobsFaults.fault("JOBS_UPLOAD_EMPTY", { id: uploadId });
  if (upload.usedBy !== null) {
    throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: uploadId, evaluation: upload.usedBy });
  }
  return upload;
}

type DatasetServices = Pick<EvaluationServices, "datasets" | "knownEnterprises" | "clock">;

/**
 * Takes the data set's name for the party; into another's it may import, and of it evaluate, the enterprises that it
 * registered or that gave it a consent.
 * @throws JOBS_DATASET_OF_OTHERS when there is no such enterprise
 */
export async function claimDataset(
  services: DatasetServices,
  partyId: string,
  dataset: string,
): Promise<"own" | "others"> {
  const { datasets, clock, knownEnterprises } = services;
  const standing = await datasets.claim(partyId, dataset, clock());
  if (standing === "others" && (await knownEnterprises(partyId, dataset)).size === 0) {
    throw jobsFaults.fault("JOBS_DATASET_OF_OTHERS", { dataset });
  }
  return standing;
}

/**
 * A data set that exists and that the party may read.
 * @throws JOBS_DATASET_OF_OTHERS, JOBS_DATASET_NOT_IMPORTED
 */
export async function requireDataset(
  services: DatasetServices,
  partyId: string,
  dataset: string,
): Promise<void> {
  const standing = await services.datasets.standingOf(partyId, dataset);
  if (standing === "nobody") throw jobsFaults.fault("JOBS_DATASET_NOT_IMPORTED", { dataset });
  if (standing === "others" && (await services.knownEnterprises(partyId, dataset)).size === 0) {
    throw jobsFaults.fault("JOBS_DATASET_OF_OTHERS", { dataset });
  }
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
    prepare: (onProgress: ReportProgress, signal: AbortSignal) => Promise<string>;
    /** Removes what was prepared, however the job ended; left out, it stays. */
    clean?: () => Promise<void>;
    budgetFen?: Fen;
  },
): Promise<StartedEvaluation> {
  const { party, dataset } = wanted;
  await services.datasets.claim(party.id, dataset, services.clock());
  await services.datasets.markSimulated(party.id, dataset);
  return await startJob(services, {
    kind: "sample",
    reader: { party: wanted.party, account: null },
    attestation: simulatedAttestation,
    evaluationId: services.nextId(),
    dataset: wanted.dataset,
    simulated: true,
    prepare: wanted.prepare,
    clean: wanted.clean ?? (async () => {}),
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
    prepare: (onProgress: ReportProgress, signal: AbortSignal) => Promise<string | null>;
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
        const directory = await wanted.prepare(onProgress, signal);
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
