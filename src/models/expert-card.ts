import type { EpochMs } from "#kernel";
import {
  type Committee,
  type ExpertIndicator,
  type ExpertScale,
  type Scorecard,
  joinCommittee,
  scorecardOfExperts,
} from "#scorecard";

/**
 * Where an expert card stands: its members weigh, then sign what came of it; when all have signed, a person who did not
 * draft it puts it into force.
 */
export type ExpertCardState = "weighing" | "signing" | "signed" | "active" | "retired";

/** A member of the committee (评审委员). */
export interface CommitteeMember {
  readonly accountId: string;
  readonly name: string;
  /** By indicator, ≥ 0; null until given. */
  readonly weights: Readonly<Record<string, number>> | null;
  readonly weighedAtMs: EpochMs | null;
  readonly signedAtMs: EpochMs | null;
  /** What was signed: must be the card's hash. */
  readonly signedSha256: string | null;
}

/** Who did something, as it is shown. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** The expert card of a bank that has too few defaults to fit one (专家评分卡). */
export interface ExpertCard {
  readonly id: string;
  /** 1, 2, 3 … within the bank. */
  readonly version: number;
  readonly name: string;
  readonly indicators: readonly ExpertIndicator[];
  readonly scale: ExpertScale;
  readonly members: readonly CommitteeMember[];
  readonly draftedBy: NamedPerson;
  readonly draftedAtMs: EpochMs;
  readonly activatedBy: NamedPerson | null;
  readonly activatedAtMs: EpochMs | null;
  readonly retiredAtMs: EpochMs | null;
}

/** Where the card stands follows from what its members did. */
export function stateOf({ members, activatedAtMs, retiredAtMs }: ExpertCard): ExpertCardState {
  if (retiredAtMs !== null) return "retired";
  if (activatedAtMs !== null) return "active";
  if (members.some(({ weights }) => weights === null)) return "weighing";
  return members.some(({ signedAtMs }) => signedAtMs === null) ? "signing" : "signed";
}

/** What the members' weights come to; null while one is missing. */
export function committeeOf({ indicators, members }: ExpertCard): Committee | null {
  const given = members.flatMap(({ name, weights }) => (weights === null ? [] : [{ member: name, weights }]));
  return given.length < members.length ? null : joinCommittee(indicators, given);
}

/** The card in the form in which it scores; null while a member's weights are missing. */
export function scorecardOf(card: ExpertCard): Scorecard | null {
  const committee = committeeOf(card);
  return committee === null ? null : scorecardOfExperts(card.indicators, committee, card.scale);
}

/** What is signed: everything that decides a score, and who decided it. */
export function signedContentOf(card: ExpertCard): string | null {
  const committee = committeeOf(card);
  if (committee === null) return null;
  const { name, version, indicators, scale, members } = card;
  const weights = members.map((member) => ({ accountId: member.accountId, weights: member.weights }));
  return JSON.stringify({ content: "expert-card@1", name, version, indicators, scale, weights, committee });
}
