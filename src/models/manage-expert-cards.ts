import { createHash } from "node:crypto";
import { type Asker, authorize } from "#access";
import type { Clock, IdSource } from "#kernel";
import { type ExpertIndicator, type ExpertScale, joinCommittee, scorecardOfExperts } from "#scorecard";
import { modelsFaults } from "./errors.ts";
import { type ExpertCard, type ExpertCardState, signedContentOf, stateOf } from "./expert-card.ts";
import type { ExpertCardStore } from "./expert-card-store.ts";

/** Everything that working on expert cards needs, passed in. */
export interface ExpertCardStores {
  readonly store: ExpertCardStore;
  readonly clock: Clock;
  readonly nextId: IdSource;
  /** Names of the party's accounts by id; members must be among them. */
  readonly peopleOf: (partyId: string) => Promise<ReadonlyMap<string, string>>;
  /** Seals a signed card in the log. */
  readonly seal: (
    partyId: string,
    content: { readonly card: string; readonly sha256: string },
  ) => Promise<void>;
}

export interface CardDraft {
  readonly name: string;
  readonly indicators: readonly ExpertIndicator[];
  readonly scale: ExpertScale;
  readonly memberIds: readonly string[];
}

/**
 * Drafts a card for its members to weigh.
 * @throws MODELS_CARD_INPUT, SCORECARD_COMMITTEE_INPUT
 */
export async function draftCard(
  { store, clock, nextId, peopleOf }: ExpertCardStores,
  by: Asker,
  draft: CardDraft,
): Promise<ExpertCard> {
  const { name, indicators, scale } = draft;
  checkDraft(draft);
  const people = await peopleOf(by.party.id);
  const members = [...new Set(draft.memberIds)].map((accountId) => {
    const memberName = people.get(accountId);
    if (memberName === undefined) throw modelsFaults.fault("MODELS_CARD_INPUT", { problem: accountId });
    return { ...notDone, accountId, name: memberName };
  });
  return await store.add(by.party.id, {
    id: nextId(),
    name,
    indicators,
    scale,
    members,
    draftedBy: { id: by.account.id, name: by.account.name },
    draftedAtMs: clock(),
    activatedBy: null,
    activatedAtMs: null,
    retiredAtMs: null,
  });
}

const notDone = { weights: null, weighedAtMs: null, signedAtMs: null, signedSha256: null } as const;

/** Bands and scale are tried with equal weights, so that what cannot score is refused before anybody weighs. */
function checkDraft({ name, indicators, scale, memberIds }: CardDraft): void {
  const problem =
    name.trim() === ""
      ? "name"
      : indicators.length === 0
        ? "no indicators"
        : new Set(indicators.map(({ id }) => id)).size < indicators.length
          ? "an indicator occurs twice"
          : memberIds.length === 0
            ? "no members"
            : null;
  if (problem !== null) throw modelsFaults.fault("MODELS_CARD_INPUT", { problem });
  const equal = Object.fromEntries(indicators.map(({ id }) => [id, 1]));
  scorecardOfExperts(indicators, joinCommittee(indicators, [{ member: "", weights: equal }]), scale);
}

/**
 * Takes a member's weights.
 * @throws MODELS_CARD_NOT_FOUND, MODELS_NOT_A_MEMBER, MODELS_CARD_STATE once somebody has signed,
 *   SCORECARD_COMMITTEE_INPUT
 */
export async function weighCard(
  { store, clock }: ExpertCardStores,
  by: Asker,
  wanted: { readonly id: string; readonly weights: Readonly<Record<string, number>> },
): Promise<ExpertCard> {
  const card = await requireCard(store, by, wanted.id);
  requireMember(card, by);
  requireState(card, ["weighing", "signing"], "weighed");
  joinCommittee(card.indicators, [{ member: by.account.name, weights: wanted.weights }]);
  const given = { accountId: by.account.id, weights: wanted.weights, atMs: clock() };
  if (!(await store.weigh(by.party.id, card.id, given))) throw stateFault(card, "weighed");
  return await requireCard(store, by, card.id);
}

/**
 * Signs what the committee came to, and seals the card when the last member has.
 * @param sha256  of the card that the member looked at
 * @throws MODELS_CARD_NOT_FOUND, MODELS_NOT_A_MEMBER, MODELS_CARD_STATE, MODELS_CARD_CHANGED
 */
export async function signCard(
  stores: ExpertCardStores,
  by: Asker,
  wanted: { readonly id: string; readonly sha256: string },
): Promise<ExpertCard> {
  const { store, clock } = stores;
  const card = await requireCard(store, by, wanted.id);
  requireMember(card, by);
  requireState(card, ["signing"], "signed");
  const found = sha256Of(card) ?? "";
  if (found !== wanted.sha256) {
    throw modelsFaults.fault("MODELS_CARD_CHANGED", { expected: wanted.sha256, found });
  }
  const given = { accountId: by.account.id, sha256: found, atMs: clock() };
  if (!(await store.sign(by.party.id, card.id, given))) throw stateFault(card, "signed");
  const signed = await requireCard(store, by, card.id);
  const content = signedContentOf(signed);
  if (stateOf(signed) === "signed" && content !== null) {
    await stores.seal(by.party.id, { card: content, sha256: found });
  }
  return signed;
}

/**
 * Puts a card that all members signed into force; the one in force retires.
 * @throws MODELS_CARD_NOT_FOUND, MODELS_CARD_STATE, ACCESS_MAKER_IS_CHECKER for the one who drafted it
 */
export async function activateCard(
  { store, clock }: ExpertCardStores,
  by: Asker,
  id: string,
): Promise<ExpertCard> {
  const card = await requireCard(store, by, id);
  authorize(by, "expertCard.activate", { makerId: card.draftedBy.id });
  requireState(card, ["signed"], "activated");
  const person = { id: by.account.id, name: by.account.name };
  if (!(await store.activate(by.party.id, id, person, clock()))) throw stateFault(card, "activated");
  return await requireCard(store, by, id);
}

/** @throws MODELS_CARD_NOT_FOUND, MODELS_CARD_STATE */
export async function retireCard(
  { store, clock }: ExpertCardStores,
  by: Asker,
  id: string,
): Promise<ExpertCard> {
  const card = await requireCard(store, by, id);
  requireState(card, ["weighing", "signing", "signed", "active"], "retired");
  if (!(await store.retire(by.party.id, id, clock()))) throw stateFault(card, "retired");
  return await requireCard(store, by, id);
}

/** SHA-256, hex, of what the members sign; null while weights are missing. */
export function sha256Of(card: ExpertCard): string | null {
  const content = signedContentOf(card);
  return content === null ? null : createHash("sha256").update(content).digest("hex");
}

async function requireCard(store: ExpertCardStore, by: Asker, id: string): Promise<ExpertCard> {
  const card = await store.find(by.party.id, id);
  if (card === null) throw modelsFaults.fault("MODELS_CARD_NOT_FOUND", { id });
  return card;
}

function requireMember({ members }: ExpertCard, { account }: Asker): void {
  if (members.some(({ accountId }) => accountId === account.id)) return;
  throw modelsFaults.fault("MODELS_NOT_A_MEMBER", { name: account.name });
}

function requireState(card: ExpertCard, allowed: readonly ExpertCardState[], step: string): void {
  if (!allowed.includes(stateOf(card))) throw stateFault(card, step);
}

function stateFault(card: ExpertCard, step: string): Error {
  return modelsFaults.fault("MODELS_CARD_STATE", { version: card.version, state: stateOf(card), step });
}
