import type { BusinessDay, EpochMs } from "#kernel";
import type { Basis, DataClass, Purpose, WantedRead } from "./basis.ts";
import { type Consent, isInForce } from "./consent.ts";

/** What the basis of a read follows from, as one party sees it at one instant. */
export interface BasisFacts {
  /** The reading party. */
  readonly partyId: string;
  /** Business day of the read. */
  readonly day: BusinessDay;
  /** Enterprises that are the reading party itself. */
  readonly own: ReadonlySet<string>;
  /** Registered by the reading party. */
  readonly registered: ReadonlySet<string>;
  /** Consents that name the reading party as grantee, in whatever state. */
  readonly consents: readonly Consent[];
  /** The party's loans that are not settled. */
  readonly liveLoans: readonly { readonly loanId: string; readonly enterpriseId: string }[];
  /** Claims on a programme that are not closed and that the reading party has a part in. */
  readonly openClaims: readonly { readonly claimId: string; readonly enterpriseId: string }[];
  /** By what right the party's own people brought files of an enterprise: the reference of the paper. */
  readonly attestations: ReadonlyMap<string, string>;
}

/** What a live loan or an open claim is about: looking after the loan and compensating it, never new credit. */
const boundPurposes: readonly Purpose[] = ["postLoan", "compensation"];
const attestedPurposes: readonly Purpose[] = ["creditEvaluation", "postLoan"];
/** What whoever settles a claim must see of the enterprise. */
const claimClasses: readonly DataClass[] = ["loan", "evaluation", "registry"];

/** The clause that a statute's basis names. */
export const claimArticle = "风险补偿申请审核 (claim file)";

type FactsOfOne = {
  readonly isOwn: boolean;
  readonly isKnown: boolean;
  readonly consents: readonly Consent[];
  readonly loanId: string | null;
  readonly claimId: string | null;
  readonly attestation: string | null;
};

/**
 * Makes a function that finds the basis of each wanted class for one enterprise after another, in the order own,
 * consent in force, covenant, statute, attestation; classes without one are left out. An attestation serves only
 * where the enterprise is neither registered nor was ever asked for a consent: then the consent decides.
 */
export function createBasisResolver(
  facts: BasisFacts,
): (read: Pick<WantedRead, "enterpriseId" | "purpose" | "dataClasses">) => Map<DataClass, Basis> {
  const consents = Map.groupBy(facts.consents, ({ enterpriseId }) => enterpriseId);
  const loans = new Map(facts.liveLoans.map(({ enterpriseId, loanId }) => [enterpriseId, loanId]));
  const claims = new Map(facts.openClaims.map(({ enterpriseId, claimId }) => [enterpriseId, claimId]));
  return ({ enterpriseId, purpose, dataClasses }) => {
    const given = consents.get(enterpriseId) ?? [];
    const one: FactsOfOne = {
      isOwn: facts.own.has(enterpriseId),
      isKnown: facts.registered.has(enterpriseId) || given.length > 0,
      consents: given.filter((consent) => consent.purpose === purpose && isInForce(consent, facts.day)),
      loanId: loans.get(enterpriseId) ?? null,
      claimId: claims.get(enterpriseId) ?? null,
      attestation: facts.attestations.get(enterpriseId) ?? null,
    };
    const sealedAtMs = restrictedSince(given, purpose, facts.day);
    const found = new Map<DataClass, Basis>();
    for (const dataClass of dataClasses) {
      const basis = basisOfClass(one, purpose, dataClass, sealedAtMs);
      if (basis !== null) found.set(dataClass, basis);
    }
    return found;
  };
}

function basisOfClass(
  one: FactsOfOne,
  purpose: Purpose,
  dataClass: DataClass,
  sealedAtMs: EpochMs | null,
): Basis | null {
  if (one.isOwn) return { kind: "own" };
  const consent = one.consents.find(({ dataClasses }) => dataClasses.includes(dataClass));
  if (consent !== undefined) return { kind: "consent", consentId: consent.id };
  if (one.loanId !== null && boundPurposes.includes(purpose)) {
    const covenant = { kind: "covenant", loanId: one.loanId } as const;
    return sealedAtMs === null ? covenant : { ...covenant, receivedUntilMs: sealedAtMs };
  }
  if (one.claimId !== null && purpose === "compensation" && claimClasses.includes(dataClass)) {
    return { kind: "statute", article: `${claimArticle} ${one.claimId}` };
  }
  if (one.attestation !== null && !one.isKnown && attestedPurposes.includes(purpose)) {
    return { kind: "attestation", reference: one.attestation };
  }
  return null;
}

/**
 * Since when the enterprise's data is restricted (封存): when its consents were revoked and no other is in force,
 * only what had been received by then may be read; null when nothing was revoked.
 */
function restrictedSince(given: readonly Consent[], purpose: Purpose, day: BusinessDay): EpochMs | null {
  if (given.some((consent) => consent.purpose === purpose && isInForce(consent, day))) return null;
  const revoked = given.flatMap(({ grantedAtMs, revokedAtMs }) =>
    grantedAtMs === null || revokedAtMs === null ? [] : [revokedAtMs],
  );
  return revoked.length === 0 ? null : Math.max(...revoked);
}
