import type { ReportProgress } from "#kernel";
import type { DataTable, DevelopmentPlan, DevelopmentStep, Scorecard } from "#scorecard";
import { exportFiles } from "./export-files.ts";
import { openProvisional } from "./provisional-development.ts";

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

/**
 * Carries out steps of a plan on a table, in their order.
 * @throws the faults of the scorecard
 */
export async function runSteps(
  task: {
    readonly table: DataTable;
    readonly plan: DevelopmentPlan;
    readonly steps: readonly DevelopmentStep[];
  },
  onProgress: ReportProgress,
): Promise<readonly ArtefactOfStep[]> {
  const { table, plan, steps } = task;
  const development = openProvisional(table, plan, onProgress);
  const left: ArtefactOfStep[] = [];
  for (const [place, step] of steps.entries()) {
    onProgress({ step, done: place, total: steps.length, unit: "steps" });
    const startedAtMs = performance.now();
    const artefact = step === "deploy" ? deploymentOf(await development.card()) : await development[step]();
    left.push({ step, text: JSON.stringify(artefact), durationMs: performance.now() - startedAtMs });
  }
  return left;
}

function deploymentOf(card: Scorecard): DeploymentArtefact {
  return {
    version: "deployment@1",
    exports: exportFiles(card, "scorecard").map(({ format, sha256, bytes }) => ({
      format,
      sha256,
      bytes: bytes.length,
    })),
  };
}
