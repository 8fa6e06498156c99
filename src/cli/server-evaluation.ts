import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type EvaluationServices, type RunEvaluation, startSampleEvaluation } from "#jobs";
import { type BasisStore, permitEvaluation, type Reader, simulatedAttestation } from "#consent";
import type { OfferedExpertCard, OfferedVersion, RegionEvaluationRequest } from "#flow";
import type { Clock, EpochMs } from "#kernel";
import {
  badsForFittedCard,
  type ExpertCardStore,
  requireIntact,
  type ScorecardVersion,
  scorecardOf,
  stateOf,
  type VersionStore,
} from "#models";
import { inputsOf } from "./evaluation-inputs.ts";
import type { Evaluation } from "#report";
import type { OpenStores } from "./open-stores.ts";

/** The same seed as on the command line, so that the same files give the same result on the page. */
const seed = "touchstone";

/** The sample of the first start: small enough to be done while somebody logs in. */
export const sample = {
  dataset: "simulated-sample",
  seed: "touchstone-sample-1",
  enterprisesWithHistory: 120,
  applicants: 80,
  months: 36,
  endDay: "2026-10-31",
} as const;

/** 1,500 万元: less than the sample's applicants could carry, so that the budget has a price. */
const sampleBudgetFen = 1_500_000_000n;

/** The evaluation that the server's jobs run: the very one of the command line, on the server's stores. */
export function evaluateForServer(
  stores: OpenStores,
  {
    basis,
    expertCards,
    versions,
    datasets,
    knownEnterprises,
    clock,
  }: {
    readonly basis: BasisStore;
    readonly expertCards: ExpertCardStore;
    readonly versions: VersionStore;
    readonly clock: Clock;
  } & Pick<EvaluationServices, "datasets" | "knownEnterprises">,
): RunEvaluation {
  return async ({ directory, dataset, simulated, budgetFen, signal, onProgress, ...input }) => {
    // Only what the program simulated itself comes as monthly deliveries: of uploads each class needs a basis.
    if (simulated && directory !== null && existsSync(path.join(directory, regionFile))) {
      const running = { directory, seed, clock, signal, onProgress };
      const region = budgetFen === undefined ? running : { ...running, budgetFen };
      return await evaluateSimulatedRegion({ stores, basis }, region, input);
    }
    // Loaded when first needed, so that the page is there sooner.
    const { evaluateEnterprises, ownersOf } = await import("#flow");
    const inputs =
      directory === null ? nothingNew : await inputsOf({ invoices: directory, readings: [], mapping: [] });
    const { paths, mappings } = inputs;
    const partyId = input.reader.party.id;
    // Files that say they are simulated are shown as simulated, whoever sent them.
    const isSimulated = simulated || inputs.simulated;
    const attestation = await attest(basis, { ...input, isSimulated, atMs: clock() });
    if (isSimulated) await datasets.markSimulated(partyId, dataset);
    const owners = await ownersOf({ datasets, knownEnterprises, clock }, partyId, dataset);
    const permitted = async (enterpriseIds: readonly string[]) => {
      const notCovered = await datasets.broughtByOthers(partyId, dataset);
      const wanted = { enterpriseIds, attestation, notCovered };
      return await permitEvaluation({ store: basis, clock }, input.reader, wanted);
    };
    const common = { paths, mappings, dataset, simulated: isSimulated, seed, clock, signal, onProgress };
    const expertCard = await expertCardInForce(expertCards, partyId);
    const champion = await versions.champion(partyId);
    const request = {
      ...common,
      ...owners,
      permitted,
      shadows: (await versions.shadows(partyId)).map(offeredOf),
      ...(expertCard === null ? {} : { expertCard }),
      ...(champion === null ? {} : { champion: offeredOf(champion) }),
    };
    const outcome = await evaluateEnterprises(
      stores,
      budgetFen === undefined ? request : { ...request, budgetFen },
    );
    return outcome.evaluation;
  };
}

/** The file by which a folder of monthly deliveries is known. */
const regionFile = "region.json";

/** @throws the faults of `evaluateRegion` */
async function evaluateSimulatedRegion(
  { stores, basis }: { readonly stores: OpenStores; readonly basis: BasisStore },
  request: RegionEvaluationRequest,
  input: { readonly reader: Reader; readonly evaluationId: string; readonly attestation: string | null },
): Promise<Evaluation> {
  const { evaluateRegion } = await import("#flow");
  await attest(basis, { ...input, isSimulated: true, atMs: request.clock() });
  return (await evaluateRegion(stores, request)).evaluation;
}

/** An evaluation of what is there already. */
const nothingNew = { paths: [], mappings: [], simulated: false } as const;

/** @throws MODELS_VERSION_ALTERED: nothing is decided by a card that nobody signed */
function offeredOf(version: ScorecardVersion): OfferedVersion {
  requireIntact(version);
  const { id, version: number, name, sha256, card } = version;
  return { id, version: number, name, sha256, scorecard: card };
}

/** The bank's expert card in force, ready to score. */
async function expertCardInForce(store: ExpertCardStore, partyId: string): Promise<OfferedExpertCard | null> {
  const card = (await store.list(partyId)).find((one) => stateOf(one) === "active");
  const scorecard = card === undefined ? null : scorecardOf(card);
  if (card === undefined || scorecard === null) return null;
  const { id, version, name } = card;
  return { id, version, name, scorecard, defaultsNeeded: badsForFittedCard.value };
}

/** By what right the files are held: as declared, or because they say themselves that they are simulated. */
async function attest(
  basis: BasisStore,
  input: {
    readonly reader: Reader;
    readonly evaluationId: string;
    readonly attestation: string | null;
    readonly isSimulated: boolean;
    readonly atMs: EpochMs;
  },
): Promise<string | null> {
  const { reader, evaluationId, attestation, isSimulated, atMs } = input;
  if (attestation !== null || !isSimulated) return attestation;
  await basis.attest({
    id: evaluationId,
    partyId: reader.party.id,
    subject: { evaluationId },
    reference: simulatedAttestation,
    recordedBy: reader.account?.id ?? null,
    atMs,
  });
  return simulatedAttestation;
}

/** Starts the evaluation of the simulated sample unless one has succeeded before. */
export async function startSampleOnce(
  services: EvaluationServices,
  party: Reader["party"],
  dataDirectory: string,
): Promise<void> {
  const earlier = await services.evaluations.list(party.id, 1000);
  if (earlier.some(({ simulated, document }) => simulated && document !== null)) return;
  const directory = path.join(dataDirectory, "sample");
  await startSampleEvaluation(services, {
    party,
    dataset: sample.dataset,
    budgetFen: sampleBudgetFen,
    prepare: async (onProgress) => {
      await rm(directory, { recursive: true, force: true });
      const { simulateSample } = await import("#simulate");
      const { dataset: _, ...sizes } = sample;
      await simulateSample({ ...sizes, directory, truthFile: null, onProgress });
      return directory;
    },
  });
}
