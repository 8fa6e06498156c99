import { setTimeout as wait } from "node:timers/promises";
import type pino from "pino";
import type { Asker, Party } from "#access";
import type { StudioServices } from "#flow";
import type { EvaluationServices } from "#jobs";
import { sample } from "../server-evaluation.ts";

/** Acts for nobody: the project of the simulated sample was made by the program. */
const programAccount = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "模拟样本",
  role: "administrator",
  passwordHash: null,
  isSuspended: false,
} as const;

const pollMs = 1_000;

/**
 * Makes, once the simulated sample is evaluated, a modelling project on its enterprises and runs its steps, so that the
 * studio has something to look at. Nothing of it is signed: that is for people.
 * @returns what stops it: resolves when nothing of it runs any more
 */
export function startSampleProject(
  { jobs, studio }: { readonly jobs: EvaluationServices; readonly studio: StudioServices },
  party: Party,
  logger: pino.Logger,
): () => Promise<void> {
  const abort = new AbortController();
  const play = async (): Promise<void> => {
    try {
      await makeProject({ jobs, studio }, party, abort.signal);
    } catch (cause) {
      if (!abort.signal.aborted) logger.error({ err: cause }, "the sample's modelling project stopped");
    }
  };
  const played = play();
  return async () => {
    abort.abort();
    await played;
  };
}

async function makeProject(
  { jobs, studio }: { readonly jobs: EvaluationServices; readonly studio: StudioServices },
  party: Party,
  signal: AbortSignal,
): Promise<void> {
  const asker: Asker = { party, account: { ...programAccount, partyId: party.id } };
  for (;;) {
    if ((await studio.projects.list(party.id)).length > 0) return;
    const found = await jobs.evaluations.list(party.id, 100);
    const evaluated = found.find(({ dataset, document }) => dataset === sample.dataset && document !== null);
    if (evaluated !== undefined) {
      const source = { kind: "evaluation" as const, evaluationId: evaluated.id };
      const project = await studio.create(asker, { name: "模拟样本企业评分卡", source });
      await studio.startStep(asker, project.id, "deploy");
      return;
    }
    await wait(pollMs, undefined, { signal });
  }
}
