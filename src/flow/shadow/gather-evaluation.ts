import type { ConsentServices, Reader } from "#consent";
import { decisionParameters } from "#decision";
import { computeIndicators, type IndicatorSource } from "#indicators";
import type { EvaluationDocument, EvaluationStore } from "#jobs";
import type { BusinessDay } from "#kernel";
import { type ExpertCardStore, scorecardOf } from "#models";
import type { EvaluatedEnterprise } from "#report";
import { indicatorClasses, keepPermitted } from "../permitted-data.ts";
import { gradingOf, scoreEnterprises } from "../score-enterprises.ts";

/** The evaluation that a comparison uses, and the results that the reader may see. */
export interface ComparedEvaluation {
  readonly id: string;
  readonly simulated: boolean;
  readonly document: EvaluationDocument;
  readonly results: ReadonlyMap<string, EvaluatedEnterprise>;
}

const searchedEvaluations = 50;

/**
 * The newest evaluation as of no later day that has one of the borrowers; null where there is none. Only enterprises
 * with a basis are read, and each read is recorded.
 */
export async function gatherEvaluation(
  { evaluations, consent }: { readonly evaluations: EvaluationStore; readonly consent: ConsentServices },
  reader: Reader,
  wanted: { readonly asOf: BusinessDay; readonly borrowers: ReadonlySet<string> },
): Promise<ComparedEvaluation | null> {
  const partyId = reader.party.id;
  for (const { id, simulated, document } of await evaluations.list(partyId, searchedEvaluations)) {
    if (document === null || document.asOf > wanted.asOf) continue;
    const read = await consent.readList(reader, {
      evaluationId: id,
      purpose: "creditEvaluation",
      dataClass: "evaluation",
      what: "shadow.comparison",
    });
    const found = await evaluations.readEnterprises(partyId, id, read.readable);
    if (!found.some((one) => wanted.borrowers.has(one.id))) continue;
    const shown = await read.record(found.map((one) => one.id));
    const results = new Map(found.filter((one) => shown.has(one.id)).map((one) => [one.id, one]));
    return { id, simulated, document, results };
  }
  return null;
}

/** A score and its PD as of an earlier day. */
export interface EarlierScore {
  readonly score: number;
  readonly pd: number;
}

/**
 * The same enterprises on the same expert card, from what had happened by an earlier day. A fitted card has learnt from
 * the outcomes themselves, so it gives none.
 */
export async function scoreEarlier(
  {
    indicators,
    expertCards,
    consent,
  }: {
    readonly indicators: IndicatorSource;
    readonly expertCards: ExpertCardStore;
    readonly consent: ConsentServices;
  },
  reader: Reader,
  wanted: {
    readonly evaluation: ComparedEvaluation;
    readonly asOf: BusinessDay;
    readonly knownAt: number;
    readonly enterpriseIds: readonly string[];
  },
): Promise<ReadonlyMap<string, EarlierScore> | null> {
  const used = wanted.evaluation.document.model.expertCard;
  if (used?.isUsed !== true) return null;
  const card = await expertCards.find(reader.party.id, used.id);
  const scorecard = card === null ? null : scorecardOf(card);
  if (scorecard === null) return null;
  const { asOf, knownAt, enterpriseIds } = wanted;
  const facts = await indicators.loadFacts({ asOf, knownAt, enterpriseIds });
  const known = [];
  for (const [id, one] of facts) {
    const read = { enterpriseId: id, purpose: "creditEvaluation", what: "shadow.earlierScore" } as const;
    const bases = await consent.basisOf(reader, { ...read, dataClasses: indicatorClasses });
    if (!bases.has("invoice")) continue;
    const dataClasses = [...bases.keys()];
    const classes = new Set((await consent.requireBasis(reader, { ...read, dataClasses })).keys());
    const own = keepPermitted(one, classes);
    // Without a month of trade behind it a score of that day would be made of missing values only.
    if (own.sales.slices.length === 0) continue;
    known.push({ id, values: computeIndicators(own) });
  }
  const scored = scoreEnterprises(scorecard, known, new Map());
  return new Map(
    [...scored].map(([id, one]) => {
      const { pd } = gradingOf(one, scorecard, decisionParameters);
      return [id, { score: one.score, pd: pd ?? one.rawPd }];
    }),
  );
}
