import type { ReportProgress } from "#kernel";
import { catalogue } from "#indicators";
import type { EvaluatedModel } from "#report";
import type { Scorecard } from "#scorecard";
import { type DevelopedModel, canDevelop, developModel } from "./develop-model.ts";
import type { KnownEnterprise, KnownInput } from "./known-input.ts";

/** The expert card in force, offered for as long as too few defaults are known to fit one. */
export interface OfferedExpertCard {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly scorecard: Scorecard;
  /** From so many known defaults on a card is fitted instead. */
  readonly defaultsNeeded: number;
}

/** A version of the bank's scorecards that can score: the one in force, or one beside it. */
export interface OfferedVersion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Of the model card that was signed. */
  readonly sha256: string;
  readonly scorecard: Scorecard;
}

/** The card to score with, and where it comes from. */
export interface ChosenCard {
  /** Null when there is neither a card nor enough outcomes to develop one. */
  readonly scorecard: Scorecard | null;
  readonly developed: DevelopedModel | null;
  /** Null unless an expert card was offered. */
  readonly expertCard: NonNullable<EvaluatedModel["expertCard"]> | null;
  /** Null unless a version is in force. */
  readonly champion: NonNullable<EvaluatedModel["champion"]> | null;
}

/** What is known of the enterprises, as far as choosing a card needs it. */
type ChoiceInput = Pick<KnownInput, "asOf" | "knownAt" | "indicators"> & {
  readonly enterprises: readonly Pick<KnownEnterprise, "id" | "label" | "values">[];
};

/**
 * Takes the card that was given; else the version in force, when its indicators are ours; else the expert card while
 * defaults are few; else develops one when that is possible.
 */
export async function chooseCard(
  { asOf, knownAt, enterprises, indicators }: ChoiceInput,
  request: {
    readonly scorecard?: Scorecard;
    readonly champion?: OfferedVersion;
    readonly expertCard?: OfferedExpertCard;
    readonly seed: string;
    readonly signal: AbortSignal;
    readonly onProgress: ReportProgress;
  },
): Promise<ChosenCard> {
  const { scorecard, expertCard, seed, signal, onProgress } = request;
  if (scorecard !== undefined) return { scorecard, developed: null, expertCard: null, champion: null };
  const champion = request.champion === undefined ? null : championOf(request.champion);
  const labelled = enterprises
    .filter(({ label }) => label !== null)
    .map(({ id, label, values }) => ({ id, values, isBad: label === "default" }));
  const defaults = labelled.filter(({ isBad }) => isBad).length;
  const offered = expertCard === undefined ? null : shownOf(expertCard, defaults);
  if (request.champion !== undefined && champion?.isUsed === true) {
    const notUsed = offered === null ? null : { ...offered, isUsed: false };
    return { scorecard: request.champion.scorecard, developed: null, expertCard: notUsed, champion };
  }
  if (expertCard !== undefined && offered?.isUsed === true) {
    return { scorecard: expertCard.scorecard, developed: null, expertCard: offered, champion };
  }
  const developed = canDevelop(labelled)
    ? await developModel({ labelled, asOf, knownAt, seed, signal, onProgress, source: indicators })
    : null;
  return { scorecard: developed?.scorecard ?? null, developed, expertCard: offered, champion };
}

/** Whether a card needs nothing but indicators that an evaluation computes. */
export function canScoreEvaluated({ indicators }: Scorecard): boolean {
  const ours = new Set(catalogue.map(({ id }) => id));
  return (
    indicators.length > 0 && indicators.every(({ id, valueKind }) => valueKind === "numeric" && ours.has(id))
  );
}

function championOf({ id, version, name, sha256, scorecard }: OfferedVersion) {
  return { id, version, name, sha256, isUsed: canScoreEvaluated(scorecard) };
}

function shownOf({ id, version, name, defaultsNeeded }: OfferedExpertCard, defaults: number) {
  return { id, version, name, defaults, defaultsNeeded, isUsed: defaults < defaultsNeeded };
}
