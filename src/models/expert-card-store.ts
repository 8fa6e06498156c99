import type { EpochMs } from "#kernel";
import type { ExpertCard, NamedPerson } from "./expert-card.ts";

/**
 * Port to the expert cards of a bank. Durable when it resolves; a change that another person made in between is
 * refused by `false`; nothing of another party is seen.
 */
export interface ExpertCardStore {
  /** Gives it the next version of the party. */
  add(partyId: string, card: Omit<ExpertCard, "version">): Promise<ExpertCard>;
  find(partyId: string, id: string): Promise<ExpertCard | null>;
  /** Newest version first. */
  list(partyId: string): Promise<readonly ExpertCard[]>;
  /** Takes a member's weights while nobody has signed; false when somebody has, or who weighs is no member. */
  weigh(
    partyId: string,
    id: string,
    given: {
      readonly accountId: string;
      readonly weights: Readonly<Record<string, number>>;
      readonly atMs: EpochMs;
    },
  ): Promise<boolean>;
  /** Takes a member's signature once; false when it is there already or the person is no member. */
  sign(
    partyId: string,
    id: string,
    given: { readonly accountId: string; readonly sha256: string; readonly atMs: EpochMs },
  ): Promise<boolean>;
  /** Retires the card in force and puts this one in its place, in one step. */
  activate(partyId: string, id: string, by: NamedPerson, atMs: EpochMs): Promise<boolean>;
  retire(partyId: string, id: string, atMs: EpochMs): Promise<boolean>;
}
