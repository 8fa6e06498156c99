import type { ReportProgress } from "#kernel";
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

/** The card to score with, and where it comes from. */
export interface ChosenCard {
  /** Null when there is neither a card nor enough outcomes to develop one. */
  readonly scorecard: Scorecard | null;
  readonly developed: DevelopedModel | null;
  /** Null unless an expert card was offered. */
  readonly expertCard: NonNullable<EvaluatedModel["expertCard"]> | null;
}

/** What is known of the enterprises, as far as choosing a card needs it. */
type ChoiceInput = Pick<KnownInput, "asOf" | "knownAt" | "indicators"> & {
  readonly enterprises: readonly Pick<KnownEnterprise, "id" | "label" | "values">[];
};

/** Takes the card that was given; else the expert card while defaults are few; else develops one when that is possible. */
export async function chooseCard(
  { asOf, knownAt, enterprises, indicators }: ChoiceInput,
  request: {
    readonly scorecard?: Scorecard;
    readonly expertCard?: OfferedExpertCard;
    readonly seed: string;
    readonly signal: AbortSignal;
    readonly onProgress: ReportProgress;
  },
): Promise<ChosenCard> {
  const { scorecard, expertCard, seed, signal, onProgress } = request;
  if (scorecard !== undefined) return { scorecard, developed: null, expertCard: null };
  const labelled = enterprises
    .filter(({ label }) => label !== null)
    .map(({ id, label, values }) => ({ id, values, isBad: label === "default" }));
  const defaults = labelled.filter(({ isBad }) => isBad).length;
  const offered = expertCard === undefined ? null : shownOf(expertCard, defaults);
  if (expertCard !== undefined && offered?.isUsed === true) {
    return { scorecard: expertCard.scorecard, developed: null, expertCard: offered };
  }
  const developed = canDevelop(labelled)
    ? await developModel({ labelled, asOf, knownAt, seed, signal, onProgress, source: indicators })
    : null;
  return { scorecard: developed?.scorecard ?? null, developed, expertCard: offered };
}

function shownOf({ id, version, name, defaultsNeeded }: OfferedExpertCard, defaults: number) {
  return { id, version, name, defaults, defaultsNeeded, isUsed: defaults < defaultsNeeded };
}
