import { type Asker, authorize } from "#access";
import type { Clock } from "#kernel";
import { modelsFaults } from "./errors.ts";
import type { NamedPerson } from "./expert-card.ts";
import { personOf } from "./manage-projects.ts";
import type { ScorecardVersion, VersionState, VersionTransition } from "./scorecard-version.ts";
import { requireIntact, textOfTransition } from "./verify-version.ts";
import type { VersionStore } from "./version-store.ts";

/** Everything that moving versions on needs, passed in. */
export interface VersionParts {
  readonly versions: VersionStore;
  readonly clock: Clock;
  /** Seals a transition in the log; says where. */
  readonly seal: (
    partyId: string,
    content: { readonly text: string; readonly sha256: string; readonly state: VersionState },
  ) => Promise<NonNullable<VersionTransition["sealed"]>>;
}

/** Where a version must stand to be taken to each state. */
const stateBefore: Readonly<Record<Exclude<VersionState, "developed" | "retired">, VersionState>> = {
  validated: "developed",
  approved: "validated",
  shadow: "approved",
  champion: "shadow",
};

/** What the policies call taking a version to each state. */
const actionOf: Readonly<Record<Exclude<VersionState, "developed">, string>> = {
  validated: "scorecard.validate",
  approved: "scorecard.approve",
  shadow: "scorecard.shadow",
  champion: "scorecard.promote",
  retired: "scorecard.retire",
};

/** Whether a version stands where it can be taken to the state. */
export function mayMove(
  { state }: Pick<ScorecardVersion, "state">,
  to: Exclude<VersionState, "developed">,
): boolean {
  return to === "retired" ? state !== "retired" : state === stateBefore[to];
}

/**
 * A step of a version's life as the policies see it. Whoever had a hand in what the step checks is its maker: those who
 * developed the version, and for an approval whoever validated it.
 */
export function matterOfMove(
  { developers, transitions }: Pick<ScorecardVersion, "developers" | "transitions">,
  to: Exclude<VersionState, "developed">,
  { account }: Asker,
): { readonly makerId: string | null } {
  const validators = transitions.filter(({ state }) => to === "approved" && state === "validated");
  const makers: readonly NamedPerson[] = [...developers, ...validators.map(({ by }) => by)];
  return { makerId: makers.find(({ id }) => id === account.id)?.id ?? null };
}

/**
 * Takes a version a step on and seals that; a new champion retires the one before it.
 * @param wanted  with the fingerprint of the model card that the person looked at
 * @throws MODELS_VERSION_NOT_FOUND, MODELS_VERSION_STATE, MODELS_CARD_CHANGED, MODELS_FINDINGS_MISSING,
 *   ACCESS_MAKER_IS_CHECKER, ACCESS_ROLE_NOT_ALLOWED
 */
export async function moveVersion(
  parts: VersionParts,
  by: Asker,
  wanted: {
    readonly id: string;
    readonly to: Exclude<VersionState, "developed">;
    readonly sha256: string;
    readonly text: string;
  },
): Promise<ScorecardVersion> {
  const { versions, clock } = parts;
  const { id, to, sha256, text } = wanted;
  const partyId = by.party.id;
  const version = await requireVersion(versions, by, id);
  authorize(by, actionOf[to], matterOfMove(version, to, by));
  if (!mayMove(version, to)) throw stateFault(version, to);
  requireIntact(version);
  if (version.sha256 !== sha256) {
    throw modelsFaults.fault("MODELS_CARD_CHANGED", { expected: sha256, found: version.sha256 });
  }
  if (to === "validated" && text.trim() === "") throw modelsFaults.fault("MODELS_FINDINGS_MISSING", {});
  const transition: VersionTransition = {
    state: to,
    by: personOf(by),
    atMs: clock(),
    text,
    sha256,
    sealed: null,
  };
  const moved = await versions.move(partyId, id, { from: version.state, transition });
  if (moved.length === 0) throw stateFault(await requireVersion(versions, by, id), to);
  for (const one of moved) await sealPending(parts, partyId, one);
  return await requireVersion(versions, by, id);
}

/** Seals, with what was signed, every transition of a version that is not: also those that a crash left behind. */
export async function sealPending(
  { versions, seal }: Pick<VersionParts, "versions" | "seal">,
  partyId: string,
  id: string,
): Promise<void> {
  const version = await versions.find(partyId, id);
  if (version === null) throw modelsFaults.fault("MODELS_VERSION_NOT_FOUND", { id });
  for (const transition of version.transitions.filter(({ sealed }) => sealed === null)) {
    const { state } = transition;
    const { sha256 } = version;
    const place = await seal(partyId, { text: textOfTransition(version, transition), sha256, state });
    await versions.keepSealed(partyId, id, state, place);
  }
}

/** Seals what a process that died between a transition and its seal left of a party's versions. */
export async function sealLeftOver(
  parts: Pick<VersionParts, "versions" | "seal">,
  partyId: string,
): Promise<void> {
  for (const { id, transitions } of await parts.versions.list(partyId)) {
    if (transitions.some(({ sealed }) => sealed === null)) await sealPending(parts, partyId, id);
  }
}

/** @throws MODELS_VERSION_NOT_FOUND */
export async function requireVersion(
  versions: VersionStore,
  by: Asker,
  id: string,
): Promise<ScorecardVersion> {
  const version = await versions.find(by.party.id, id);
  if (version === null) throw modelsFaults.fault("MODELS_VERSION_NOT_FOUND", { id });
  return version;
}

function stateFault({ version, state }: ScorecardVersion, to: VersionState): Error {
  return modelsFaults.fault("MODELS_VERSION_STATE", { version, state, to });
}
