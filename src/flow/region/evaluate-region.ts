import {
  type BusinessDay,
  type Clock,
  type EpochMs,
  type Fen,
  lastDayOf,
  monthOf,
  type ReportProgress,
} from "#kernel";
import { type DecisionParameters, capacityOf, decisionParameters } from "#decision";
import { windowsOf } from "#indicators";
import type { OperatingSource } from "#operations";
import type { EvaluatedEnterprise, EvaluatedKnowledge, EvaluatedModel, Evaluation } from "#report";
import type { Scorecard } from "#scorecard";
import { cashFlowOf } from "../cash-flow.ts";
import { decideApplicants, undecidedPortfolio } from "../decide-applicants.ts";
import { describeEnterprise } from "../describe-enterprise.ts";
import { describeModel, describeParameters } from "../describe-model.ts";
import { flowFaults } from "../errors.ts";
import { type EvaluationOutcome, timingSince } from "../evaluate-enterprises.ts";
import { evidenceNamesOf } from "../evidence.ts";
import { askPermitted, type EvaluationStores } from "../known-input.ts";
import { type ImportedEnterprise, listEnterprises } from "../list-enterprises.ts";
import { type ImportedDelivery, importDeliveries } from "../operations/import-deliveries.ts";
import { permittedOperations } from "../operations/permitted-operations.ts";
import { readRegionManifest } from "../operations/region-manifest.ts";
import type { AskPermitted } from "../permitted-data.ts";
import { type ScoredEnterprise, gradingOf, scoreEnterprises } from "../score-enterprises.ts";
import { pinsOf, sealEvaluation } from "../seal-evaluation.ts";
import { developRegionCards, type RegionCards } from "./layered-cards.ts";
import type { ObservedEnterprise, RegionFrame } from "./look-at-enterprise.ts";
import { observationDaysOf } from "./observation-days.ts";
import { type ObservedRegion, observeRegion } from "./observe-region.ts";
import { openRegionThreads, type RegionThreads } from "./region-threads.ts";

export interface RegionStores extends EvaluationStores {
  readonly operations: OperatingSource;
}

export interface RegionEvaluationRequest {
  /** Folder with `region.json` and one folder a month. */
  readonly directory: string;
  /** Later days and later deliveries are not used; the region's last day when left out. */
  readonly asOf?: BusinessDay;
  readonly parameters?: DecisionParameters;
  readonly budgetFen?: Fen;
  /** A card developed earlier; without it one is developed on the region's own loans. */
  readonly scorecard?: Scorecard;
  readonly seed: string;
  /** Which data classes may be read; without it all, because whoever runs a command holds the files. */
  readonly permitted?: AskPermitted;
  /** When the work began; now, when left out. */
  readonly startedAtMs?: EpochMs;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * The main job on a region that was delivered month by month: import and seal → look at everybody as of T and of earlier
 * days, with what was known on each → card on the loans' outcomes, tried on a later year → what the streams say of each
 * other → decision → results sealed.
 * @throws FLOW_NO_ENTERPRISES; the faults of the rooms it passes through; the signal's reason when cancelled
 */
export async function evaluateRegion(
  stores: RegionStores,
  request: RegionEvaluationRequest,
): Promise<EvaluationOutcome> {
  const startedAtMs = request.startedAtMs ?? request.clock();
  const { directory, signal, onProgress } = request;
  const manifest = await readRegionManifest(directory);
  const asOf = request.asOf ?? manifest.lastDay;
  const deliveries = await importDeliveries(
    { ...stores, clock: request.clock, onProgress, signal },
    { directory, upToMonth: monthOf(asOf) },
  );
  const knownAt = deliveries.at(-1)?.knownAt ?? 0;
  const listed = await listEnterprises(stores.observations, manifest.dataset);
  if (listed.length === 0) {
    throw flowFaults.fault("FLOW_NO_ENTERPRISES", { files: deliveries.flatMap(({ files }) => files).length });
  }
  const { readable, classesOf, permissions } = await askPermitted(listed, request.permitted);
  const operations = permittedOperations(stores.operations, classesOf);
  const enterpriseIds = readable.map(({ id }) => id);
  const frame = frameOf(deliveries, { asOf, knownAt });
  const threads = openRegionThreads(frame, { enterprises: enterpriseIds.length, signal });
  const tour = { frame, enterpriseIds, threads, request };
  const { observed, cards, knowledge } = await knowAll(operations, tour).finally(() => threads.close());
  const known = {
    asOf,
    knownAt,
    dataset: manifest.dataset,
    simulated: manifest.simulated,
    deliveries,
    permissions,
  };
  const result = await decideRegion({ listed: readable, observed, cards, knowledge, asOf }, request);
  return await sealRegion(stores, { ...known, ...result, cards }, { ...request, startedAtMs });
}

async function cardsOf(
  { rows }: ObservedRegion,
  { scorecard, seed, signal, onProgress }: RegionEvaluationRequest,
): Promise<RegionCards> {
  if (scorecard !== undefined) return { scorecard, outOfTime: null };
  onProgress({ step: "fitCard", done: 0, unit: "rows", total: rows.length });
  return await developRegionCards(rows, { seed, signal });
}

function frameOf(
  deliveries: readonly ImportedDelivery[],
  { asOf, knownAt }: { readonly asOf: BusinessDay; readonly knownAt: number },
): RegionFrame {
  return {
    asOf,
    knownAt,
    days: observationDaysOf(deliveries, asOf),
    deliveryEnds: deliveries.map(({ month }) => lastDayOf(month)),
    deliveriesKnownAt: deliveries.map((delivery) => delivery.knownAt),
  };
}

interface RegionTour {
  readonly frame: RegionFrame;
  readonly enterpriseIds: readonly string[];
  readonly threads: RegionThreads;
  readonly request: RegionEvaluationRequest;
}

/** Everybody is read twice: what neighbours are compared with is known only once all were seen. */
async function knowAll(source: OperatingSource, tour: RegionTour) {
  const { signal, onProgress } = tour.request;
  const observed = await observeRegion(source, { ...tour, signal, onProgress });
  const cards = await cardsOf(observed, tour.request);
  return { observed, cards, knowledge: await knowRegion(source, observed, tour) };
}

/** What the streams of each say, now that its neighbours are known. */
async function knowRegion(
  source: OperatingSource,
  { book, enterprises }: ObservedRegion,
  { frame, enterpriseIds, threads, request: { signal, onProgress } }: RegionTour,
): Promise<ReadonlyMap<string, Required<EvaluatedKnowledge>>> {
  const { asOf, knownAt } = frame;
  const knowledge = new Map<string, Promise<Required<EvaluatedKnowledge>>>();
  for await (const [id, facts] of source.loadOperations({ asOf, knownAt, enterpriseIds })) {
    signal.throwIfAborted();
    knowledge.set(id, threads.know(facts, book.neighboursOf(id), enterprises.get(id)?.alerts ?? []));
    await threads.room();
    const total = enterpriseIds.length;
    onProgress({ step: "crossCheck", done: knowledge.size, total, unit: "enterprises" });
  }
  const found = [...knowledge].map(async ([id, known]) => [id, await known] as const);
  return new Map(await Promise.all(found));
}

interface KnownRegion {
  readonly listed: readonly ImportedEnterprise[];
  readonly observed: ObservedRegion;
  readonly cards: RegionCards;
  readonly knowledge: ReadonlyMap<string, Required<EvaluatedKnowledge>>;
  readonly asOf: BusinessDay;
}

interface DecidedRegion {
  readonly enterprises: readonly EvaluatedEnterprise[];
  readonly model: EvaluatedModel;
  readonly portfolio: Evaluation["portfolio"];
}

/** Scores everybody; decides on those who owe nothing and never were in default. */
async function decideRegion(
  { listed, observed, cards, knowledge, asOf }: KnownRegion,
  request: RegionEvaluationRequest,
): Promise<DecidedRegion> {
  const parameters = request.parameters ?? decisionParameters;
  const budgetFen = request.budgetFen ?? BigInt(parameters.budgetFen.value);
  const windows = windowsOf(asOf);
  const enterprises = listed.flatMap((one) => {
    const own = observed.enterprises.get(one.id);
    if (own === undefined) return [];
    const name = own.ownName ?? one.name;
    return [{ ...one, ...own, name, label: own.standing, cashFlow: cashFlowOf(own.facts, windows) }];
  });
  const { scorecard } = cards;
  const scored = scorecard === null ? null : scoreEnterprises(scorecard, enterprises, new Map());
  request.onProgress({ step: "decide", done: 0, unit: "enterprises" });
  const applicants = enterprises.filter(isApplicant);
  const decided =
    scored === null || scorecard === null
      ? { decisions: new Map(), portfolio: undecidedPortfolio(applicants.length, budgetFen) }
      : await decideApplicants(applicants, scored, {
          asOf,
          churn: null,
          sampleBadRate: scorecard.sample.badRate,
          parameters,
          budgetFen,
        });
  const evidenceNames = evidenceNamesOf(enterprises);
  return {
    enterprises: enterprises.map((one) => ({
      ...describeEnterprise({
        ...one,
        ...gradingOf(scored?.get(one.id) ?? null, scorecard, parameters),
        decision: decided.decisions.get(one.id) ?? null,
        capacityFen: capacityOf(one.cashFlow, parameters).capacityFen,
        evidence: evidenceNames.get(one.id) ?? null,
      }),
      ...knowledge.get(one.id),
    })),
    model: modelOf(cards, { scored, enterprises, parameters }),
    portfolio: decided.portfolio,
  };
}

function isApplicant({ standing, owesNow }: ObservedEnterprise): boolean {
  return standing !== "default" && !owesNow;
}

/** The model as the document shows it: its AUC is that of the year that its fit had not seen. */
function modelOf(
  { scorecard, outOfTime }: RegionCards,
  known: {
    readonly scored: ReadonlyMap<string, ScoredEnterprise> | null;
    readonly enterprises: readonly { readonly label: string | null }[];
    readonly parameters: DecisionParameters;
  },
): EvaluatedModel {
  const model = describeModel({ scorecard, developed: null, ...known });
  const tested = outOfTime?.layers.find(({ layer }) => layer === "funds");
  if (outOfTime === null || tested === undefined) return model;
  const { value, low, high } = tested.auc;
  return {
    ...model,
    outOfTime,
    auc: {
      mean: value,
      low,
      high,
      foldSd: (high - low) / (2 * 1.96),
      method: `developed as of ${outOfTime.developedOn.join(", ")}; tried on ${outOfTime.test.rows} enterprises as of ${outOfTime.testedOn} and their next twelve months, interval by DeLong`,
      methodZh: `以 ${outOfTime.developedOn.join("、")} 的数据开发；在 ${outOfTime.testedOn} 的 ${outOfTime.test.rows} 户及其后十二个月上检验，区间按 DeLong`,
      asOf12m: value,
      withoutEndOfSeries: null,
    },
  };
}

async function sealRegion(
  { ledger }: RegionStores,
  region: DecidedRegion & {
    readonly asOf: BusinessDay;
    readonly knownAt: number;
    readonly dataset: string;
    readonly simulated: boolean;
    readonly deliveries: readonly ImportedDelivery[];
    readonly cards: RegionCards;
    readonly permissions: { readonly withoutBasis: number; readonly restricted: number };
  },
  request: RegionEvaluationRequest & { readonly startedAtMs: EpochMs },
): Promise<EvaluationOutcome> {
  const { asOf, knownAt, dataset, simulated, enterprises, model, portfolio } = region;
  const { scorecard } = region.cards;
  request.onProgress({ step: "sealResults", done: 0, total: enterprises.length, unit: "entries" });
  const parameters = describeParameters(request.parameters ?? decisionParameters, scorecard, true);
  const pins = pinsOf(scorecard, parameters);
  const frame = { dataset, simulated, asOf, pins, log: { knownAt } };
  const checkpoint = await sealEvaluation(ledger, frame, enterprises);
  const { entries } = ledger.status();
  const evaluation: Evaluation = {
    version: "evaluation@1",
    simulated,
    dataset,
    asOf,
    input: region.deliveries.flatMap(({ files }) => files),
    permissions: region.permissions,
    enterprises,
    model,
    portfolio,
    log: { entries, root: checkpoint.root, origin: ledger.origin, knownAt },
    pins,
    timing: timingSince(request.startedAtMs, request.clock),
    parameters,
  };
  return { evaluation, scorecard, startedAtMs: request.startedAtMs };
}
