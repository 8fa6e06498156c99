import type { BusinessDay, EpochMs } from "#kernel";
import type { DataClass } from "./basis.ts";
import type { NamedParty } from "./consent.ts";

/** 已提交, 已答复, 已撤回. */
export const objectionStates = ["filed", "answered", "withdrawn"] as const;
export type ObjectionState = (typeof objectionStates)[number];

/** What came of it: the datum was corrected, a note stands beside it, or it stays as it is. */
export const objectionOutcomes = ["corrected", "annotated", "upheld"] as const;
export type ObjectionOutcome = (typeof objectionOutcomes)[number];

/** An objection (异议) of an enterprise to a datum or a result that a party holds of it. */
export interface Objection {
  readonly id: string;
  readonly enterpriseId: string;
  readonly enterpriseName: string;
  readonly enterprisePartyId: string;
  readonly addressee: NamedParty;
  readonly dataClass: DataClass;
  readonly text: string;
  readonly state: ObjectionState;
  readonly filedAtMs: EpochMs;
  /** Last day to answer. */
  readonly answerDueOn: BusinessDay;
  readonly outcome: ObjectionOutcome | null;
  readonly answer: string | null;
  readonly answeredAtMs: EpochMs | null;
}

/**
 * Port to the objections: the enterprise files and withdraws, the addressee answers, both read. Durable when it resolves.
 */
export interface ObjectionStore {
  add(objection: Objection, filedBy: string): Promise<void>;
  /** Newest first. */
  list(partyId: string): Promise<readonly Objection[]>;
  /** False when it is not open any more, or not this party's to answer. */
  answer(
    partyId: string,
    id: string,
    answer: {
      readonly outcome: ObjectionOutcome;
      readonly text: string;
      readonly accountId: string;
      readonly atMs: EpochMs;
    },
  ): Promise<boolean>;
  withdraw(partyId: string, id: string): Promise<boolean>;
}
