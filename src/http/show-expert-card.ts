import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import {
  committeeOf,
  type ExpertCard,
  judgeExpertCard,
  scorecardOf,
  sha256Of,
  stateOf,
  type TriedEnterprise,
} from "#models";
import { labelOfBin } from "#scorecard";
import type { expertCardSchema, expertCardSummarySchema } from "./expert-card.schema.ts";

/** A card in a list. */
export function summarizeExpertCard(card: ExpertCard): z.infer<typeof expertCardSummarySchema> {
  return {
    id: card.id,
    version: card.version,
    name: card.name,
    state: stateOf(card),
    members: card.members.length,
    weighed: card.members.filter(({ weights }) => weights !== null).length,
    signed: card.members.filter(({ signedAtMs }) => signedAtMs !== null).length,
    draftedBy: { ...card.draftedBy },
    draftedAtMs: card.draftedAtMs,
    activatedAtMs: card.activatedAtMs,
  };
}

/** A card in full, with what its committee came to and how it does on the newest evaluation's enterprises. */
export function showExpertCard(
  card: ExpertCard,
  visitor: Visitor,
  tried: readonly TriedEnterprise[],
): z.infer<typeof expertCardSchema> {
  const { members: _members, weighed: _weighed, signed: _signed, ...summary } = summarizeExpertCard(card);
  const committee = committeeOf(card);
  return {
    ...summary,
    indicators: card.indicators.map((one) => ({ ...one, cuts: [...one.cuts], worth: [...one.worth] })),
    scale: { ...card.scale },
    members: card.members.map(({ accountId, name, weights, weighedAtMs, signedAtMs }) => ({
      accountId,
      name,
      weights: weights === null ? null : { ...weights },
      weighedAtMs,
      signedAtMs,
    })),
    activatedBy: card.activatedBy === null ? null : { ...card.activatedBy },
    retiredAtMs: card.retiredAtMs,
    sha256: sha256Of(card),
    committee: committee === null ? null : { ...committee, weights: [...committee.weights] },
    ...scoringOf(card, tried),
    mine: mineOf(card, visitor),
  };
}

function scoringOf(
  card: ExpertCard,
  tried: readonly TriedEnterprise[],
): Pick<z.infer<typeof expertCardSchema>, "points" | "judgement"> {
  const scorecard = scorecardOf(card);
  if (scorecard === null) return { points: null, judgement: null };
  const points = {
    base: scorecard.scaling.basePoints,
    indicators: scorecard.indicators.map(({ id, bins }) => ({
      id,
      bands: bins.map((bin) => ({ label: labelOfBin(bin, "en"), points: bin.points })),
    })),
  };
  if (tried.length === 0) return { points, judgement: null };
  const { agreement, grades, ...counts } = judgeExpertCard(scorecard, tried);
  const { interval } = agreement;
  return {
    points,
    judgement: {
      ...counts,
      agreement: { ...agreement, interval: interval === null ? null : [interval[0], interval[1]] },
      grades: [...grades],
    },
  };
}

function mineOf(card: ExpertCard, visitor: Visitor): z.infer<typeof expertCardSchema>["mine"] {
  const state = stateOf(card);
  const own = card.members.find(({ accountId }) => accountId === visitor.account.id);
  const nobodySigned = card.members.every(({ signedAtMs }) => signedAtMs === null);
  return {
    isMember: own !== undefined,
    mayWeigh: own !== undefined && nobodySigned && (state === "weighing" || state === "signing"),
    maySign: own !== undefined && state === "signing" && own.signedAtMs === null,
    mayActivate:
      state === "signed" && isAllowed(visitor, "expertCard.activate", { makerId: card.draftedBy.id }),
    mayRetire: state !== "retired" && isAllowed(visitor, "expertCard.retire"),
  };
}
