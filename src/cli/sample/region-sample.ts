import { rm } from "node:fs/promises";
import path from "node:path";
import type pino from "pino";
import type { Party } from "#access";
import { everybody } from "#consent";
import { type EvaluationServices, startSampleEvaluation } from "#jobs";
import type { RegionRequest } from "#simulate";
import type { EvaluatedRegion } from "./region-customers.ts";

/** The region of the first start. */
const sampleRegion: RegionRequest = {
  seed: "region-1",
  enterprises: 300,
  months: 36,
  endDay: "2026-10-31",
};

/** 5,000 万元: less than the region's applicants could carry, so that the budget has a price. */
const regionBudgetFen = 5_000_000_000n;

/**
 * Queues the simulated region (模拟数据) of the first start as a job of the installation's bank, unless it has been
 * evaluated before: it is written as monthly deliveries, imported in their order like any other files, and evaluated as of
 * its last day. What was received lies sealed in the log, so the files go when the job has ended.
 * @returns the job; null when there is none to wait for
 */
export async function startRegionSample(
  jobs: EvaluationServices,
  options: {
    readonly party: Party;
    readonly folder: string;
    readonly logger: Pick<pino.Logger, "info">;
    readonly region?: RegionRequest;
  },
): Promise<{ readonly jobId: string | null }> {
  const { party, folder, logger, region = sampleRegion } = options;
  // Loaded here, so that the page is there sooner.
  const { regionDatasetOf, writeRegion } = await import("#simulate");
  const dataset = regionDatasetOf(region);
  const earlier = await jobs.evaluations.list(party.id, 1000);
  if (earlier.some((one) => one.dataset === dataset && one.document !== null)) return { jobId: null };
  const directory = path.join(folder, "sample-region");
  const remove = async (): Promise<void> => await rm(directory, { recursive: true, force: true });
  const { jobId } = await startSampleEvaluation(jobs, {
    party,
    dataset,
    budgetFen: regionBudgetFen,
    prepare: async (onProgress, signal) => {
      await remove();
      await writeRegion({ ...region, directory, truthFile: null, onProgress, signal });
      return directory;
    },
    clean: remove,
  });
  logger.info({ jobId, dataset }, "the simulated region is queued");
  return { jobId };
}

/** The region as its evaluation has it; null while there is none. */
export async function evaluatedRegion(
  { evaluations }: Pick<EvaluationServices, "evaluations">,
  party: Pick<Party, "id">,
  region: RegionRequest = sampleRegion,
): Promise<EvaluatedRegion | null> {
  const { regionDatasetOf } = await import("#simulate");
  const dataset = regionDatasetOf(region);
  const found = (await evaluations.list(party.id, 1000)).find(
    (one) => one.dataset === dataset && one.document !== null,
  );
  if (found === undefined) return null;
  const everything = { sort: "code", order: "asc", offset: 0, limit: 100_000 } as const;
  const { items } = await evaluations.listEnterprises(party.id, found.id, everything, everybody);
  return { dataset, endDay: region.endDay, enterpriseIds: items.map(({ id }) => id) };
}
