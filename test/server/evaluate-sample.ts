import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleEvaluation } from "#jobs";
import { simulateSample } from "#simulate";
import type { WholeServer } from "./open-whole-server.ts";

/**
 * Evaluates a simulated portfolio of 40 enterprises and 6 applicants, whose random numbers follow from the seed.
 * @returns the id of the job that did
 */
export async function evaluateSample(server: WholeServer, seed: string): Promise<string> {
  const { jobs } = server.services;
  const directory = await mkdtemp(path.join(tmpdir(), "touchstone-seed-"));
  const { jobId } = await startSampleEvaluation(jobs, {
    party: server.bank,
    dataset: seed,
    prepare: async (onProgress) => {
      const sizes = { enterprisesWithHistory: 40, applicants: 6, months: 26 };
      await simulateSample({
        ...sizes,
        seed,
        endDay: "2026-10-31",
        directory,
        truthFile: null,
        onProgress,
      });
      return directory;
    },
  });
  const state = await new Promise<string>((resolve) => {
    const stop = jobs.runner.watch(jobId, (job) => {
      if (job.state === "queued" || job.state === "running") return;
      stop();
      resolve(job.state);
    });
  });
  await rm(directory, { recursive: true, force: true });
  if (state !== "succeeded") throw new Error(`The sample ended as ${state}: ${server.errors()}`);
  return jobId;
}
