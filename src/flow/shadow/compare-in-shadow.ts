import type { BusinessDay } from "#kernel";
import { shareOf } from "#lending";
import { orderOfRatings } from "#models";
import type { EvaluatedEnterprise } from "#report";
import { kendallTau } from "#scorecard";
import type { ReplayedAlert } from "#watch";
import type { OurResult, OutcomeGroup, ShadowBorrower, ShadowComparison, SwapIn } from "./comparison.ts";
import type { ComparedEvaluation, EarlierScore } from "./gather-evaluation.ts";
import type { BookBorrower, BookOnDay } from "./gather-loans.ts";
import { judgeOutcome } from "./judge-outcome.ts";
import { judgeWarning } from "./judge-warning.ts";
import { measureOrders, measureWarnings, isTroubled } from "./measure-comparison.ts";
import { shadowParameters } from "./parameters.ts";

/** Everything that a comparison is made of; it reads nothing more. */
export interface ShadowInput {
  readonly bank: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly from: BusinessDay;
  readonly cutoffPdPpm: number;
  /** Null takes the usual order of the ratings that occur. */
  readonly ratingOrder: readonly string[] | null;
  readonly book: BookOnDay;
  readonly evaluation: ComparedEvaluation;
  readonly earlier: {
    readonly asOf: BusinessDay;
    readonly scores: ReadonlyMap<string, EarlierScore>;
  } | null;
  readonly warnings: ReadonlyMap<string, readonly ReplayedAlert[]>;
  readonly mayRead: ReadonlySet<string>;
}

/** Compares our result with the bank's rating and what happened. Pure: the same input gives the same bytes. */
export function compareInShadow(input: ShadowInput): ShadowComparison {
  const { book, evaluation, cutoffPdPpm, asOf } = input;
  const { document } = evaluation;
  const compared = book.borrowers.filter(({ enterpriseId }) => evaluation.results.has(enterpriseId));
  const borrowers = compared
    .map((one) => borrowerOf(one, input))
    .sort((left, right) => (right.ours?.pd ?? -1) - (left.ours?.pd ?? -1) || byCode(left, right));
  const missing = book.borrowers.filter(({ enterpriseId }) => !evaluation.results.has(enterpriseId));
  const ratings = borrowers.flatMap(({ bankRating }) => (bankRating === null ? [] : [bankRating]));
  const ratingOrder = input.ratingOrder ?? orderOfRatings(ratings);
  const rankOf = (rating: string | null): number => {
    const place = rating === null ? -1 : ratingOrder.indexOf(rating);
    return place < 0 ? Number.NaN : -place;
  };
  return {
    version: "shadow@1",
    bank: input.bank,
    simulated: evaluation.simulated || document.simulated,
    asOf,
    knownAt: input.knownAt,
    evaluation: frameOf(evaluation),
    earlierAsOf: input.earlier?.asOf ?? null,
    from: input.from,
    ratingOrder: [...ratingOrder],
    cutoffPdPpm,
    counts: countsOf(borrowers, missing, input),
    borrowers,
    agreement: kendallTau(
      borrowers.map(({ ours }) => ours?.score ?? Number.NaN),
      borrowers.map(({ bankRating }) => rankOf(bankRating)),
    ),
    cross: crossOf(borrowers, ratingOrder),
    overall: groupOf("all", borrowers),
    byRating: ratingOrder.flatMap((rating) => {
      const group = borrowers.filter(({ bankRating }) => bankRating === rating);
      return group.length === 0 ? [] : [groupOf(rating, group)];
    }),
    bySide: {
      accepted: groupOf(
        "accepted",
        borrowers.filter(({ ours }) => ours?.isAccepted === true),
      ),
      declined: groupOf(
        "declined",
        borrowers.filter(({ ours }) => ours?.isAccepted === false),
      ),
    },
    swapIn: swapInOf(input),
    orders: measureOrders(borrowers, rankOf),
    warnings: measureWarnings(borrowers),
    parameters: Object.values(shadowParameters).map(({ id, value, unit, effectiveFrom, origin, zh, en }) => ({
      id,
      value: String(id === shadowParameters.cutoffPdPpm.id ? cutoffPdPpm : value),
      unit,
      effectiveFrom,
      origin,
      zh,
      en,
    })),
  };
}

function frameOf({ id, document }: ComparedEvaluation): ShadowComparison["evaluation"] {
  const { expertCard } = document.model;
  return {
    id,
    asOf: document.asOf,
    knownAt: document.log.knownAt,
    scorecardSha256: document.pins.scorecardSha256,
    expertCard: expertCard?.isUsed === true ? expertCard.name : null,
  };
}

function countsOf(
  borrowers: readonly ShadowBorrower[],
  missing: readonly BookBorrower[],
  { book, evaluation, mayRead }: ShadowInput,
): ShadowComparison["counts"] {
  const withoutBasis = missing.filter(({ enterpriseId }) => !mayRead.has(enterpriseId)).length;
  const evaluatedOn = evaluation.document.asOf;
  return {
    loans: book.loans,
    borrowers: borrowers.length,
    balanceFen: balanceOf(borrowers),
    withoutBasis,
    notEvaluated: missing.length - withoutBasis,
    notMatched: book.notMatched,
    notWatched: borrowers.filter(({ warning }) => warning === null).length,
    trouble: borrowers.filter(isTroubled).length,
    default: borrowers.filter(({ outcome }) => outcome.kind === "default").length,
    beforeEvaluation: borrowers.filter(
      ({ outcome }) => outcome.troubledOn !== null && outcome.troubledOn <= evaluatedOn,
    ).length,
  };
}

function borrowerOf(one: BookBorrower, input: ShadowInput): ShadowBorrower {
  const { enterpriseId, days } = one;
  const result = input.evaluation.results.get(enterpriseId);
  const outcome = judgeOutcome(days, {
    troubleDays: shadowParameters.troubleDays.value,
    defaultDays: shadowParameters.defaultDays.value,
  });
  const alerts = input.warnings.get(enterpriseId);
  return {
    enterpriseId,
    code: result?.code ?? "",
    name: one.name,
    loans: one.loans,
    balanceFen: one.balanceFen.toString(),
    bankRating: result?.bankRating ?? null,
    bankClass: one.bankClass,
    ourClass: one.ourClass,
    outcome,
    ours: result === undefined ? null : ourResultOf(result, input.cutoffPdPpm),
    earlier: input.earlier?.scores.get(enterpriseId) ?? null,
    warning:
      alerts === undefined ? null : judgeWarning(alerts, outcome, { from: input.from, to: input.asOf }),
  };
}

function ourResultOf({ score, pd, grade }: EvaluatedEnterprise, cutoffPdPpm: number): OurResult | null {
  if (score === null || pd === null) return null;
  return { score, pd, grade, isAccepted: pd * 1e6 <= cutoffPdPpm };
}

/** Those without a loan of the bank that we would accept, best first. */
function swapInOf({ book, evaluation, cutoffPdPpm }: ShadowInput): readonly SwapIn[] {
  const own = new Set(book.borrowers.map(({ enterpriseId }) => enterpriseId));
  return [...evaluation.results.values()]
    .flatMap((result) => {
      const ours = own.has(result.id) ? null : ourResultOf(result, cutoffPdPpm);
      if (ours?.isAccepted !== true) return [];
      const { score, pd, grade } = ours;
      return [{ enterpriseId: result.id, code: result.code, name: result.name, score, pd, grade }];
    })
    .sort((left, right) => left.pd - right.pd || byCode(left, right));
}

function crossOf(
  borrowers: readonly ShadowBorrower[],
  ratingOrder: readonly string[],
): ShadowComparison["cross"] {
  const grades = [...new Set(borrowers.flatMap(({ ours }) => ours?.grade ?? []))].sort();
  const rows = ratingOrder
    .map((rating) => ({
      rating,
      counts: grades.map(
        (grade) =>
          borrowers.filter(({ bankRating, ours }) => bankRating === rating && ours?.grade === grade).length,
      ),
    }))
    .filter(({ counts }) => counts.some((count) => count > 0));
  return { grades, rows };
}

function groupOf(name: string, group: readonly ShadowBorrower[]): OutcomeGroup {
  return {
    name,
    balanceFen: balanceOf(group),
    trouble: shareOf(group.filter(isTroubled).length, group.length),
    default: shareOf(group.filter(({ outcome }) => outcome.kind === "default").length, group.length),
  };
}

function balanceOf(group: readonly ShadowBorrower[]): string {
  return group.reduce((sum, { balanceFen }) => sum + BigInt(balanceFen), 0n).toString();
}

function byCode(left: { readonly code: string }, right: { readonly code: string }): number {
  return left.code < right.code ? -1 : left.code > right.code ? 1 : 0;
}
