import type pino from "pino";
import type { EvaluationServices } from "#jobs";
import { evaluatedRegion, startRegionSample } from "./region-sample.ts";
import type { RegionStage } from "./region-stage.ts";

/** The simulated region of the first start: its evaluation, then its customers. */
export interface RegionStart {
  /** Queues the evaluation; what follows it is done when it has ended. */
  begin(): Promise<void>;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Makes what brings the simulated region to the installation's bank; nothing happens before it is told to begin. */
export function openRegionStart(
  jobs: EvaluationServices,
  stage: Omit<RegionStage, "runner">,
  options: {
    readonly folder: string;
    readonly logger: pino.Logger;
    /** Told when the region and its customers are there, or are not to be had. */
    readonly afterwards?: () => void;
  },
): RegionStart {
  const { folder, logger, afterwards } = options;
  const abort = new AbortController();
  let followed: Promise<void> = Promise.resolve();
  const follow = async (jobId: string | null): Promise<void> => {
    try {
      if (jobId !== null) await jobEnded(jobs, { jobId, partyId: stage.party.id }, abort.signal);
      const region = await evaluatedRegion(jobs, stage.party);
      if (region === null || abort.signal.aborted) return;
      const { playRegionCustomers } = await import("./region-customers.ts");
      await playRegionCustomers({ ...stage, runner: jobs.runner }, region, abort.signal);
      logger.info({ dataset: region.dataset }, "the customers of the simulated region are there");
    } catch (cause) {
      if (!abort.signal.aborted)
        logger.error({ err: cause }, "the customers of the simulated region stopped");
    }
  };
  return {
    begin: async () => {
      const { jobId } = await startRegionSample(jobs, { party: stage.party, folder, logger });
      followed = follow(jobId).then(afterwards);
    },
    stop: async () => {
      abort.abort();
      await followed;
    },
  };
}

/** Resolves when the job has ended, however, or when nobody waits for it any more. */
async function jobEnded(
  { runner }: EvaluationServices,
  { jobId, partyId }: { readonly jobId: string; readonly partyId: string },
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unwatch = runner.watch(jobId, ({ finishedAtMs }) => finishedAtMs !== null && resolve());
  signal.addEventListener("abort", () => resolve(), { once: true });
  if ((await runner.find(partyId, jobId)).finishedAtMs !== null || signal.aborted) resolve();
  await promise;
  unwatch();
}
