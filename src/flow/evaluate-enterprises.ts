import type { BusinessDay, Clock, EpochMs, Fen, ReportProgress } from "#kernel";
import type { FileToRead, Mapping } from "#collect";
import { type DecisionParameters, capacityOf, decisionParameters } from "#decision";
import type { EvaluatedEnterprise, Evaluation } from "#report";
import type { Scorecard } from "#scorecard";
import { decideApplicants, undecidedPortfolio } from "./decide-applicants.ts";
import { describeEnterprise } from "./describe-enterprise.ts";
import { describeModel, describeParameters } from "./describe-model.ts";
import { type ChosenCard, type OfferedExpertCard, type OfferedVersion, chooseCard } from "./choose-card.ts";
import { evidenceNamesOf } from "./evidence.ts";
import { importFiles, type ImportRequest } from "./import-files.ts";
import { type EvaluationStores, type KnownInput, computeKnown } from "./known-input.ts";
import type { AskPermitted } from "./permitted-data.ts";
import { gradingOf, scoreEnterprises } from "./score-enterprises.ts";
import { type ScoredShadows, scoreShadows } from "./score-shadows.ts";
import { pinsOf, sealEvaluation } from "./seal-evaluation.ts";

export interface EvaluationRequest {
  readonly paths: readonly FileToRead[];
  readonly mappings: readonly Mapping[];
  /** Names the input: enterprises of two data sets never mix, even under the same code. */
  readonly dataset: string;
  readonly simulated: boolean;
  /** Last day whose data counts; when left out the last day with an invoice, and of machines their last reading. */
  readonly asOf?: BusinessDay;
  readonly parameters?: DecisionParameters;
  readonly budgetFen?: Fen;
  /** A card developed earlier; without it one is developed on the labelled enterprises of the input. */
  readonly scorecard?: Scorecard;
  /** Scores in place of a developed card while too few defaults are known. */
  readonly expertCard?: OfferedExpertCard;
  /** The version of the bank's scorecards in force: scores where its indicators are ours. */
  readonly champion?: OfferedVersion;
  /** Versions beside it: they score too, and decide nothing. */
  readonly shadows?: readonly OfferedVersion[];
  readonly seed: string;
  /** Which data classes may be read; without it all, because whoever runs a command holds the files. */
  readonly permitted?: AskPermitted;
  /** What may come in, and who is told of it; see `ImportRequest`. */
  readonly mayBring?: ImportRequest["mayBring"] & {};
  readonly onBrought?: ImportRequest["onBrought"] & {};
  /** When the work began; now, when left out. */
  readonly startedAtMs?: EpochMs;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

export interface EvaluationOutcome {
  readonly evaluation: Evaluation;
  /** The card behind the scores; null when there was none. */
  readonly scorecard: Scorecard | null;
  readonly startedAtMs: EpochMs;
}

/**
 * The main job, from files to a credit result: import and seal → indicators as of T → scorecard → decision within
 * the budget → results sealed. Each step is a file of this folder, in that order.
 * @throws FLOW_NO_ENTERPRISES; the faults of the rooms it passes through; the signal's reason when cancelled
 */
export async function evaluateEnterprises(
  stores: EvaluationStores,
  request: EvaluationRequest,
): Promise<EvaluationOutcome> {
  const startedAtMs = request.startedAtMs ?? request.clock();
  const parameters = request.parameters ?? decisionParameters;
  const budgetFen = request.budgetFen ?? BigInt(parameters.budgetFen.value);

  const imported = await importFiles({ ...stores, ...request });
  request.signal.throwIfAborted();
  const known = await computeKnown(stores, imported, request);
  request.signal.throwIfAborted();

  const chosen = await chooseCard(known, request);
  const { scorecard, developed } = chosen;
  const scored = scoreKnown(known, chosen);
  request.signal.throwIfAborted();

  request.onProgress({ step: "decide", done: 0, unit: "enterprises" });
  const decided = await decideOrSkip(known, scored, {
    churn: imported.churnTable,
    sampleBadRate: scorecard?.sample.badRate ?? null,
    parameters,
    budgetFen,
  });
  const gradings = { scored, scorecard, parameters };
  const shadows = shadowsOf(known, request.shadows ?? [], gradings);
  const enterprises = describeAll(known, { ...gradings, decisions: decided.decisions, shadows });

  request.onProgress({ step: "sealResults", done: 0, total: enterprises.length, unit: "entries" });
  const shownParameters = describeParameters(parameters, scorecard, imported.churnTable === null);
  const { asOf, knownAt } = known;
  const { dataset, simulated } = request;
  const pins = pinsOf(scorecard, shownParameters);
  const checkpoint = await sealEvaluation(
    stores.ledger,
    { dataset, simulated, asOf, pins, log: { knownAt } },
    enterprises,
  );
  const { ledger } = stores;
  const evaluation: Evaluation = {
    version: "evaluation@1",
    simulated,
    dataset,
    asOf,
    input: imported.files,
    permissions: known.permissions,
    enterprises,
    model: {
      ...describeModel({ scorecard, developed, scored, enterprises: known.enterprises, parameters }),
      ...describeOthers(chosen, shadows),
    },
    portfolio: decided.portfolio,
    log: { entries: ledger.status().entries, root: checkpoint.root, origin: ledger.origin, knownAt },
    pins,
    timing: timingSince(startedAtMs, request.clock),
    parameters: shownParameters,
  };
  return { evaluation, scorecard, startedAtMs };
}

function describeAll(
  { enterprises }: KnownInput,
  results: {
    readonly scored: Parameters<typeof decideApplicants>[1] | null;
    readonly scorecard: Scorecard | null;
    readonly parameters: DecisionParameters;
    readonly decisions: Awaited<ReturnType<typeof decideApplicants>>["decisions"];
    readonly shadows: ScoredShadows | null;
  },
): EvaluatedEnterprise[] {
  const { scored, scorecard, parameters, decisions, shadows } = results;
  const evidenceNames = evidenceNamesOf(enterprises);
  return enterprises.map((enterprise) =>
    describeEnterprise({
      ...enterprise,
      ...gradingOf(scored?.get(enterprise.id) ?? null, scorecard, parameters),
      decision: decisions.get(enterprise.id) ?? null,
      capacityFen: capacityOf(enterprise.cashFlow, parameters).capacityFen,
      evidence: evidenceNames.get(enterprise.id) ?? null,
      ...(shadows === null ? {} : { shadowScores: shadows.byEnterprise.get(enterprise.id) ?? [] }),
    }),
  );
}

function scoreKnown(
  { enterprises }: KnownInput,
  { scorecard, developed }: ChosenCard,
): ReturnType<typeof scoreEnterprises> | null {
  if (scorecard === null) return null;
  return scoreEnterprises(scorecard, enterprises, developed?.outOfFold ?? new Map());
}

/** The bank's own cards, as far as there are any: whether they scored, and what those in the shadow say. */
function describeOthers(
  { expertCard, champion }: ChosenCard,
  shadows: ScoredShadows | null,
): Pick<Evaluation["model"], "expertCard" | "champion" | "shadows"> {
  return {
    ...(expertCard === null ? {} : { expertCard }),
    ...(champion === null ? {} : { champion }),
    ...(shadows === null ? {} : { shadows: shadows.summaries }),
  };
}

/** The versions beside the card that decided; null where there are none, or nothing was scored. */
function shadowsOf(
  { enterprises }: KnownInput,
  shadows: readonly OfferedVersion[],
  { scored, scorecard, parameters }: Omit<Parameters<typeof describeAll>[1], "decisions" | "shadows">,
): ScoredShadows | null {
  if (shadows.length === 0 || scored === null) return null;
  const gradeOf = (id: string): string | null =>
    gradingOf(scored.get(id) ?? null, scorecard, parameters).grade;
  return scoreShadows(shadows, enterprises, { scored, gradeOf, parameters });
}

/** Decides on those without a known outcome; without scores nothing is decided. */
async function decideOrSkip(
  { asOf, enterprises }: KnownInput,
  scored: Parameters<typeof decideApplicants>[1] | null,
  options: Omit<Parameters<typeof decideApplicants>[2], "asOf" | "sampleBadRate"> & {
    readonly sampleBadRate: number | null;
  },
): Promise<Awaited<ReturnType<typeof decideApplicants>>> {
  const applicants = enterprises.filter(({ label }) => label === null);
  const { sampleBadRate, budgetFen } = options;
  if (scored === null || sampleBadRate === null) {
    return { decisions: new Map(), portfolio: undecidedPortfolio(applicants.length, budgetFen) };
  }
  return await decideApplicants(applicants, scored, { ...options, asOf, sampleBadRate });
}

/** What it took so far: the memory is that of this process with all its threads, and there is no other. */
export function timingSince(startedAtMs: EpochMs, clock: Clock): Evaluation["timing"] {
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { wallMs: Math.round(clock() - startedAtMs), peakRssMb };
}
