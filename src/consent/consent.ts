import type { BusinessDay, EpochMs } from "#kernel";
import type { DataClass, Purpose } from "./basis.ts";

/** Where a consent stands on a day; a granted one has expired after its last day. */
export const consentStates = ["draft", "granted", "expired", "revoked"] as const;
export type ConsentState = (typeof consentStates)[number];

/** How the enterprise gave it: by its owner here, or on paper that the bank's people recorded. */
export const consentForms = ["electronic", "paper"] as const;
export type ConsentForm = (typeof consentForms)[number];

/** A party as a consent names it; the name is the one that the enterprise saw when it agreed. */
export interface NamedParty {
  readonly id: string;
  readonly name: string;
}

/** A consent (授权) of an enterprise: who may hand which of its data to whom, for what, and until when. */
export interface Consent {
  readonly id: string;
  readonly enterpriseId: string;
  readonly enterpriseName: string;
  readonly enterprisePartyId: string;
  /** Who wrote it down: the enterprise itself, or the party that asked for it or recorded the paper. */
  readonly madeByPartyId: string;
  /** Who hands the data over: the enterprise, an industrial platform, or a bank. */
  readonly provider: NamedParty;
  /** Who may read it. */
  readonly grantee: NamedParty;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly fromOn: BusinessDay;
  /** Last day of its term. */
  readonly untilOn: BusinessDay;
  readonly form: ConsentForm;
  /** Of a paper: number of the signed form, and SHA-256 of its scan, hex. */
  readonly paper: { readonly reference: string; readonly scanSha256: string } | null;
  /** As stored: `granted` also after its term. */
  readonly state: Exclude<ConsentState, "expired">;
  readonly madeBy: string;
  readonly madeAtMs: EpochMs;
  readonly grantedBy: string | null;
  readonly grantedAtMs: EpochMs | null;
  readonly revokedAtMs: EpochMs | null;
  readonly revokedByPartyId: string | null;
  readonly revokeReason: string | null;
}

/** Where the consent stands on a day. */
export function consentStateOn({ state, untilOn }: Consent, day: BusinessDay): ConsentState {
  return state === "granted" && untilOn < day ? "expired" : state;
}

/** Whether data may be read by it on a day: granted, not revoked, and the day lies in its term. */
export function isInForce({ state, fromOn, untilOn }: Consent, day: BusinessDay): boolean {
  return state === "granted" && fromOn <= day && day <= untilOn;
}
