import { type AuditStore, type Party, type PartyStore, authorize, type Visitor } from "#access";
import { addMonths, businessDayOf, type BusinessDay, type Clock, type IdSource } from "#kernel";
import type { EnterpriseRegister, RegisteredEnterprise } from "#registry";
import type { DataClass, Purpose } from "./basis.ts";
import type { Consent } from "./consent.ts";
import type { ConsentStore } from "./consent-store.ts";
import { consentFaults } from "./errors.ts";
import { longestTermYears } from "./parameters.ts";

/** Everything that granting and revoking needs, passed in. */
export interface ConsentStores {
  readonly consents: ConsentStore;
  readonly register: EnterpriseRegister;
  readonly parties: PartyStore;
  readonly audit: AuditStore;
  /** Seals what was granted or revoked in the enterprise's log. */
  readonly seal: (partyId: string) => Promise<void>;
  /** Whether the data set of an enterprise is simulated: its forms say so. */
  readonly isSimulated: (partyId: string, dataset: string) => Promise<boolean>;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/** Who gives or asks for a consent. */
type Acting = Pick<Visitor, "party" | "account">;

/** What a consent is about, before it is given. */
export interface ConsentTerms {
  /** Who hands the data over; null for the enterprise itself. */
  readonly providerPartyId: string | null;
  readonly granteePartyId: string;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly fromOn: BusinessDay;
  readonly untilOn: BusinessDay;
}

/** The signed form of one enterprise. */
export interface PaperConsent {
  readonly enterpriseId: string;
  readonly reference: string;
  readonly scanSha256: string;
}

/**
 * The owner gives a consent: it holds from now on.
 * @throws CONSENT_ENTERPRISE_UNKNOWN, CONSENT_PARTY_UNKNOWN, CONSENT_TERM
 */
export async function giveConsent(
  stores: ConsentStores,
  visitor: Acting,
  enterpriseId: string,
  terms: ConsentTerms,
): Promise<Consent> {
  const draft = await draftConsent(stores, visitor, { enterpriseId, terms, paper: null });
  if (draft.enterprisePartyId !== visitor.party.id) {
    throw consentFaults.fault("CONSENT_ENTERPRISE_UNKNOWN", { id: enterpriseId });
  }
  const consent: Consent = {
    ...draft,
    state: "granted",
    grantedBy: visitor.account.id,
    grantedAtMs: draft.madeAtMs,
  };
  await stores.consents.add(visitor.party.id, [consent]);
  await finish(stores, visitor, "consent.granted", [consent.id]);
  return consent;
}

/**
 * A bank or platform asks enterprises for a consent, or records their signed papers; both are drafts until the owner, or
 * for a paper another person, agrees.
 * @throws CONSENT_ENTERPRISE_UNKNOWN, CONSENT_PARTY_UNKNOWN, CONSENT_TERM, CONSENT_PAPER_OF_OTHERS,
 *   CONSENT_PAPER_REPEATED
 */
export async function draftConsents(
  stores: ConsentStores,
  visitor: Visitor,
  wanted: readonly { readonly enterpriseId: string; readonly paper: PaperConsent | null }[],
  terms: ConsentTerms,
): Promise<readonly Consent[]> {
  const drafts: Consent[] = [];
  for (const { enterpriseId, paper } of wanted) {
    drafts.push(await draftConsent(stores, visitor, { enterpriseId, terms, paper }));
  }
  await stores.consents.add(visitor.party.id, drafts);
  const [first] = drafts;
  const action = first?.form === "paper" ? "consent.paperRecorded" : "consent.requested";
  await finish(
    stores,
    visitor,
    action,
    drafts.map(({ id }) => id),
  );
  return drafts;
}

/**
 * The owner agrees to what was asked; or a second person confirms papers that the first recorded.
 * @throws CONSENT_NOT_FOUND, CONSENT_STATE, ACCESS_MAKER_IS_CHECKER, ACCESS_OTHER_PARTY
 */
export async function grantConsents(
  stores: ConsentStores,
  visitor: Visitor,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const consent = await requireConsent(stores, visitor, id);
    const isPaper = consent.form === "paper";
    const partyId = isPaper ? consent.madeByPartyId : consent.enterprisePartyId;
    const maker = isPaper ? { makerId: consent.madeBy } : {};
    authorize(visitor, isPaper ? "consent.confirm" : "consent.give", { partyId, ...maker });
    if (consent.state !== "draft") throw consentFaults.fault("CONSENT_STATE", { id, state: consent.state });
  }
  const by = { accountId: visitor.account.id, atMs: stores.clock() };
  if (!(await stores.consents.grant(visitor.party.id, ids, by))) {
    throw consentFaults.fault("CONSENT_STATE", { id: ids[0] ?? "", state: "granted" });
  }
  await finish(stores, visitor, "consent.granted", ids);
}

/**
 * Revokes a consent, or declines a draft; the next read by it is refused.
 * @throws CONSENT_NOT_FOUND, CONSENT_STATE, ACCESS_OTHER_PARTY
 */
export async function revokeConsent(
  stores: ConsentStores,
  visitor: Visitor,
  id: string,
  reason: string | null,
): Promise<void> {
  const consent = await requireConsent(stores, visitor, id);
  // The enterprise revokes whatever it gave; a bank what it wrote down itself.
  const isOwner = consent.enterprisePartyId === visitor.party.id;
  const partyId = isOwner ? consent.enterprisePartyId : consent.madeByPartyId;
  authorize(visitor, isOwner ? "consent.give" : "consent.record", { partyId });
  const by = { accountId: visitor.account.id, atMs: stores.clock(), reason };
  if (!(await stores.consents.revoke(visitor.party.id, id, by))) {
    throw consentFaults.fault("CONSENT_STATE", { id, state: "revoked" });
  }
  await finish(stores, visitor, "consent.revoked", [id]);
}

/** @throws CONSENT_NOT_FOUND */
export async function requireConsent(
  { consents }: Pick<ConsentStores, "consents">,
  { party }: Pick<Visitor, "party">,
  id: string,
): Promise<Consent> {
  const found = await consents.find(party.id, id);
  if (found === null) throw consentFaults.fault("CONSENT_NOT_FOUND", { id });
  return found;
}

async function draftConsent(
  stores: ConsentStores,
  { party, account }: Acting,
  wanted: {
    readonly enterpriseId: string;
    readonly terms: ConsentTerms;
    readonly paper: PaperConsent | null;
  },
): Promise<Consent> {
  const { enterpriseId, terms, paper } = wanted;
  const madeAtMs = stores.clock();
  const today = businessDayOf(madeAtMs);
  requireTerm(terms, today);
  const enterprise = await stores.register.find(party.id, enterpriseId, today);
  if (enterprise === null || enterprise.ownPartyId === null) {
    throw consentFaults.fault("CONSENT_ENTERPRISE_UNKNOWN", { id: enterpriseId });
  }
  const known = await stores.parties.list(party.id);
  const itself = partyOfEnterprise(enterprise, enterprise.ownPartyId);
  const grantee = requireParty([...known, itself], terms.granteePartyId);
  const provider = requireParty([...known, itself], terms.providerPartyId ?? enterprise.ownPartyId);
  // Nobody but its own two people stands behind a paper, so it serves nobody else.
  if (paper !== null && party.id !== grantee.id && party.id !== provider.id) {
    throw consentFaults.fault("CONSENT_PAPER_OF_OTHERS");
  }
  return {
    id: stores.nextId(),
    enterpriseId,
    enterpriseName: enterprise.name,
    enterprisePartyId: enterprise.ownPartyId,
    madeByPartyId: party.id,
    provider: { id: provider.id, name: provider.name },
    grantee: { id: grantee.id, name: grantee.name },
    purpose: terms.purpose,
    dataClasses: terms.dataClasses,
    fromOn: terms.fromOn,
    untilOn: terms.untilOn,
    form: paper === null ? "electronic" : "paper",
    paper: paper === null ? null : { reference: paper.reference, scanSha256: paper.scanSha256 },
    state: "draft",
    madeBy: account.id,
    madeAtMs,
    grantedBy: null,
    grantedAtMs: null,
    revokedAtMs: null,
    revokedByPartyId: null,
    revokeReason: null,
  };
}

function requireTerm({ fromOn, untilOn }: ConsentTerms, today: BusinessDay): void {
  const longest = longestTermYears.value;
  const lastMonth = addMonths(fromOn.slice(0, 7), longest * 12);
  const isTerm = untilOn >= fromOn && untilOn >= today && untilOn <= `${lastMonth}-${fromOn.slice(8)}`;
  if (!isTerm) throw consentFaults.fault("CONSENT_TERM", { from: fromOn, until: untilOn, longest });
}

function requireParty(known: readonly Pick<Party, "id" | "name">[], id: string): Pick<Party, "id" | "name"> {
  const found = known.find((party) => party.id === id);
  if (found === undefined) throw consentFaults.fault("CONSENT_PARTY_UNKNOWN", { id });
  return found;
}

function partyOfEnterprise({ name }: RegisteredEnterprise, id: string): Pick<Party, "id" | "name"> {
  return { id, name };
}

async function finish(
  stores: ConsentStores,
  { party, account }: Acting,
  action: string,
  ids: readonly string[],
): Promise<void> {
  await stores.seal(party.id);
  for (const subject of ids) {
    await stores.audit.append({
      partyId: party.id,
      accountId: account.id,
      action,
      subject,
      atMs: stores.clock(),
    });
  }
}
