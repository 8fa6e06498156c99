import { availableParallelism } from "node:os";
import type { ReportProgress } from "#kernel";
import {
  type DataTable,
  type Development,
  type DevelopmentPlan,
  type DevelopmentStep,
  openDevelopment,
  type Scorecard,
  scoreSample,
  type TrainChallenger,
} from "#scorecard";
import { binInThreads } from "./bin-in-threads.ts";
import { exportFiles } from "./export-files.ts";

/** What a step left: JSON, and how long it took. */
export interface ArtefactOfStep {
  readonly step: DevelopmentStep;
  readonly text: string;
  readonly durationMs: number;
}

/** What step 8 leaves: the files in which the card goes out, by the hash of their bytes. */
export interface DeploymentArtefact {
  readonly version: "deployment@1";
  readonly exports: readonly { readonly format: string; readonly sha256: string; readonly bytes: number }[];
}

/** The challenger could not be trained; the evaluation goes on without it. */
export class ChallengerFailed extends Error {}

/** Steps of a plan to be carried out on a table. */
export interface StepsToRun {
  readonly table: DataTable;
  readonly plan: DevelopmentPlan;
  readonly steps: readonly DevelopmentStep[];
  /** The card in force, which the evaluation compares with where the table has its columns. */
  readonly incumbent: Scorecard | null;
}

/**
 * Carries out steps of a plan, in their order.
 * @param train  trains the challenger of the evaluation; none without it
 * @throws the faults of the scorecard
 */
export async function runSteps(
  { table, plan, steps, incumbent }: StepsToRun,
  onProgress: ReportProgress,
  train: TrainChallenger | null,
): Promise<readonly ArtefactOfStep[]> {
  const oldPoints = incumbent === null ? null : pointsOf(incumbent, table);
  const open = (challenger: TrainChallenger | null): Development =>
    openDevelopment(table, plan, {
      onProgress,
      binTable: async (sample, parameters, rules) =>
        await binInThreads(sample, parameters, rules, { workers: availableParallelism() }),
      ...(oldPoints === null ? {} : { oldPoints }),
      ...(challenger === null ? {} : { challenger: { model: "boosted trees (YDF)", train: challenger } }),
    });
  const development = open(train);
  const left: ArtefactOfStep[] = [];
  for (const [place, step] of steps.entries()) {
    onProgress({ step, done: place, total: steps.length, unit: "steps" });
    const startedAtMs = performance.now();
    const artefact = artefactOf(development, step).catch(async (cause: unknown) => {
      // Trees need more bads than a card: without them the evaluation says that there is no comparison.
      if (cause instanceof ChallengerFailed) return await artefactOf(open(null), step);
      throw cause;
    });
    const text = JSON.stringify(await artefact);
    left.push({ step, text, durationMs: performance.now() - startedAtMs });
  }
  return left;
}

async function artefactOf(development: Development, step: DevelopmentStep): Promise<unknown> {
  if (step === "deploy") return await deploymentOf(await development.card());
  // Cards by segment are fitted beside the pooled one, which is the version that comes of a project.
  if (step === "fit") return { ...(await development.fit()), segments: await development.segments() };
  return await development[step]();
}

async function deploymentOf(card: Scorecard): Promise<DeploymentArtefact> {
  const files = await exportFiles(card);
  return {
    version: "deployment@1",
    exports: files.map(({ format, sha256, bytes }) => ({
      format,
      sha256,
      bytes: bytes.length,
    })),
  };
}

/** Scores of the card in force; null where a column of it is not there, or is of another kind. */
function pointsOf(card: Scorecard, { columns }: DataTable): Float64Array | null {
  const kinds = new Map(columns.map(({ id, kind }) => [id, kind]));
  if (card.indicators.some(({ id, valueKind }) => kinds.get(id) !== valueKind)) return null;
  const wanted = new Set(card.indicators.map(({ id }) => id));
  return scoreSample(
    card,
    columns.filter(({ id }) => wanted.has(id)),
  ).points;
}
