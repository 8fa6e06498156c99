import path from "node:path";
import type pino from "pino";
import type { AccessStores } from "#access";
import {
  createBasisStore,
  createDatasetStore,
  createEnterpriseRegister,
  createEvaluationStore,
  createExpertCardStore,
  createJobStore,
  createUploadStore,
  createVersionStore,
  type EmbeddedSystemOfRecord,
} from "#adapters/postgres";
import { type EvaluationServices, openJobRunner } from "#jobs";
import { businessDayOf, type Clock, type IdSource } from "#kernel";
import type { OpenStores } from "../open-stores.ts";
import { evaluateForServer } from "../server-evaluation.ts";

/** What background work stands on. */
interface JobParts {
  readonly stores: OpenStores;
  readonly record: EmbeddedSystemOfRecord;
  readonly access: AccessStores;
  readonly nextId: IdSource;
  readonly clock: Clock;
  readonly logger: pino.Logger;
}

/** Opens what runs in the background; the caller closes the runner. */
export async function openJobs(
  { stores, record, access, nextId, clock, logger }: JobParts,
  stderr: { write(text: string): unknown },
): Promise<EvaluationServices> {
  const { directory } = stores;
  const runner = await openJobRunner({
    store: createJobStore(record),
    clock,
    partyIds: (await access.parties.list(record.partyId)).map(({ id }) => id),
    onFailure: (job, cause) => {
      logger.error({ err: cause, job: job.id }, "job failed");
      const [line] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
      stderr.write(`${job.kind} ${job.id}: ${line}\n`);
    },
  });
  const datasets = createDatasetStore(record);
  const register = createEnterpriseRegister(record);
  const knownEnterprises = async (party: string, dataset: string) => {
    const known = await register.list(party, businessDayOf(clock()));
    return new Set(known.filter((one) => one.dataset === dataset).map(({ id }) => id));
  };
  return {
    runner,
    evaluations: createEvaluationStore(record),
    uploads: createUploadStore(record),
    datasets,
    knownEnterprises,
    run: evaluateForServer(stores, {
      basis: createBasisStore(record),
      expertCards: createExpertCardStore(record),
      versions: createVersionStore(record),
      datasets,
      knownEnterprises,
      clock,
    }),
    uploadFolderOf: (uploadId) => path.join(directory, "uploads", uploadId),
    nextId,
    clock,
  };
}
